"""The cases that zeep runs."""

import ssl
import urllib.request

import requests
import zeep
import zeep.transports

from server import CALL_TIMEOUT

LOGICAL_ADDRESS = "SE165565594230-1000"
PERSONNUMMER = "1.2.752.129.2.1.3.1"
# What the contracts call the field of an update's answer that holds the result; the capital is theirs.
RESULT_FIELDS = {
    "UpdatePersonContactInformation": "updatePersonContactInformationResult",
    "UpdatePersonContactInformationUnrestricted": "UpdatePersonContactInformationUnrestrictedResult",
}


class Contract:
    """A contract as zeep sees it: a client made from the served WSDL, and nothing else."""

    def __init__(self, server, name, consumer):
        session = requests.Session()
        session.cert = server.client(consumer)
        session.verify = str(server.pki / "ca.pem")
        # What the environment says of proxies and certificates is not part of the test.
        session.trust_env = False
        transport = zeep.transports.Transport(
            session=session, timeout=CALL_TIMEOUT, operation_timeout=CALL_TIMEOUT
        )
        self.name = name
        self.service = zeep.Client(server.contract(name) + "?wsdl", transport=transport).service

    def __call__(self, **fields):
        return self.service[self.name](_soapheaders={"LogicalAddress": LOGICAL_ADDRESS}, **fields)

    def update(self, number, *details, version=None, **fields):
        """The person's own update; gives its result."""
        person = identity(number)
        answer = self(
            actor={"id": person},
            personId=person,
            versionToUpdate=version,
            contactInformation=[
                {"contactType": kind, "value": value, "digitalNotification": True} for kind, value in details
            ],
            **fields,
        )
        return answer[RESULT_FIELDS[self.name]]

    def read(self, number):
        """The person's record, or None."""
        return self(personId=identity(number)).contactInformationRecord


def identity(number):
    return {"root": PERSONNUMMER, "extension": number}


def stated(record):
    """The details of a record."""
    return [(detail.contactType, detail.value) for detail in record.contactInformation]


def equal(found, expected):
    assert found == expected, f"{found!r} instead of {expected!r}"


def carried_out(result):
    """The record as stored, from the result of an update that was carried out."""
    equal((result.result.resultCode, result.result.resultText), ("OK", None))
    return result.contactInformationRecord


def refused(result, *rules):
    """The update was refused, its text names these rules, and the record is not told."""
    equal((result.result.resultCode, result.contactInformationRecord), ("ERROR", None))
    for rule in rules:
        assert f"({rule})" in result.result.resultText, result.result.resultText


def fault(call, words):
    """The call is answered with a Client fault that holds these words."""
    try:
        answer = call()
    except zeep.exceptions.Fault as error:
        equal(error.code.rpartition(":")[2], "Client")
        assert words in error.message, error.message
    else:
        raise AssertionError(f"an answer instead of a fault: {answer}")


def certificates(report, server):
    """The development PKI holds before CPython's strict rules (RFC 5280), its default from 3.13 on."""
    with report.case("python: strict X.509 verification"):
        context = ssl.create_default_context(cafile=server.pki / "ca.pem")
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        context.load_cert_chain(*server.client("care"))
        url = server.contract("GetPersonContactInformation") + "?wsdl"
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
        )
        with opener.open(url, timeout=CALL_TIMEOUT) as response:
            assert b"definitions" in response.read()


def calls(report, server):
    """All four contracts."""
    read, update = "GetPersonContactInformation", "UpdatePersonContactInformation"
    pairs = [
        (read, update, "care", "for-updates"),
        (read + "Unrestricted", update + "Unrestricted", "care-unrestricted", "linked"),
    ]
    for read, update, consumer, role in pairs:
        contracts = []
        with report.case(f"zeep: {read}, {update}: the served WSDL"):
            contracts = [Contract(server, name, consumer) for name in (read, update)]
            for contract in contracts:
                # Where the WSDL says that the service is.
                equal(contract.service._binding_options["address"], server.contract(contract.name))
        if contracts:
            record_from_first_to_last(report, *contracts, server.person(role))
        for name in (read, update):
            with report.case(f"zeep: {name}: a system that is not authorised"):
                unauthorised(Contract(server, name, "nobody"), server.person(role))
    protected_person(report, server)


def record_from_first_to_last(report, reading, updating, number):
    """A record is created, replaced and erased; each case needs the one before it."""

    def case(name):
        return report.case(f"zeep: {reading.name}, {updating.name}: {name}")

    with case("an empty read"):
        equal(reading.read(number), None)
    with case("the first update creates"):
        created = carried_out(updating.update(number, ("sms", "+46701740605"), ("email", "a@example.com")))
        equal(stated(created), [("sms", "+46701740605"), ("email", "a@example.com")])
        equal([detail.digitalNotification for detail in created.contactInformation], [True, True])
        equal(created.personId.extension, number)
        equal(created.protectedPersonIndicator, False)
        actor = created.updatePersonContactInformationActor
        equal((actor.id.extension, actor.professional), (number, None))
        assert len(created.version) == len(actor.updateTime) == 14, created
    with case("a read"):
        read = reading.read(number)
        equal((read.version, stated(read)), (created.version, stated(created)))
    with case("an update with versionToUpdate replaces"):
        replaced = carried_out(
            updating.update(
                number, ("email", "b@example.com"), version=created.version, optoutPaperNotification=True
            )
        )
        equal((stated(replaced), replaced.optoutPaperNotification), ([("email", "b@example.com")], True))
        assert replaced.version > created.version, replaced.version
    with case("refused updates tell the rules and change nothing"):
        refused(updating.update(number, ("sms", "+46701740605")), "C4")
        refused(updating.update(number, ("sms", "0701740605"), version=created.version), "C4", "F4")
        read = reading.read(number)
        equal((read.version, stated(read)), (replaced.version, [("email", "b@example.com")]))
    with case("withdrawn consent leaves an empty record"):
        erased = carried_out(updating.update(number, version=replaced.version))
        read = reading.read(number)
        equal((read.version, stated(read), read.optoutPaperNotification), (erased.version, [], None))


def unauthorised(contract, number):
    """The read or the update of a system without a grant."""
    call = contract.update if contract.name in RESULT_FIELDS else contract.read
    fault(lambda: call(number), "Obehörigt anrop för system ")


def protected_person(report, server):
    """Only the unrestricted contracts tell of a protected person's details, and only to whom they are granted."""
    number = server.person("protected")
    with report.case("zeep: a protected person"):
        restricted = Contract(server, "GetPersonContactInformation", "care").read(number)
        equal((restricted.protectedPersonIndicator, stated(restricted)), (True, []))
        equal(restricted.updatePersonContactInformationActor, None)
        unrestricted = Contract(server, "GetPersonContactInformationUnrestricted", "care-unrestricted")
        equal(stated(unrestricted.read(number)), [("sms", "+46701740607"), ("email", "skyddad@example.com")])
        refused(Contract(server, "UpdatePersonContactInformation", "care").update(number), "F9")
        fault(
            lambda: Contract(server, "GetPersonContactInformationUnrestricted", "care").read(number),
            "Obehörigt anrop för system ",
        )
