// The cases that node-soap runs: client.js URL PKI PERSONS, where PERSONS is a JSON object of numbers to try. Prints a JSON
// object a line for each case: its name, and the problem or null.

"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const soap = require("soap");

const LOGICAL_ADDRESS = "SE165565594230-1000";
const PERSONNUMMER = "1.2.752.129.2.1.3.1";
const REGISTRY = "urn:riv:itintegration:registry:1";
const CALL_TIMEOUT_MS = 20_000;

const [url, pki, persons] = [process.argv[2], process.argv[3], JSON.parse(process.argv[4])];

/** One case: what `run` throws is its problem. */
async function check(name, run) {
  let problem = null;
  try {
    await run();
  } catch (error) {
    problem = String(error.message ?? error);
  }
  console.log(JSON.stringify({ name, problem }));
}

/** A function that calls a contract, made from the served WSDL. */
async function contract(name, consumer) {
  const file = (...parts) => fs.readFileSync(path.join(pki, ...parts));
  const security = new soap.ClientSSLSecurity(
    file("clients", `${consumer}.key`),
    file("clients", `${consumer}.pem`),
    file("ca.pem"),
  );
  const tls = {};
  security.addOptions(tls);
  const options = { wsdl_options: { ...tls, timeout: CALL_TIMEOUT_MS }, disableCache: true };
  const client = await soap.createClientAsync(`${url}/${name}/4/rivtabp21?wsdl`, options);
  client.setSecurity(security);
  client.addSoapHeader({ LogicalAddress: LOGICAL_ADDRESS }, "", "itr", REGISTRY);
  return async (request) => {
    const [answer] = await client[`${name}Async`](request, { timeout: CALL_TIMEOUT_MS });
    return answer ?? {};
  };
}

const identity = (number) => ({ root: PERSONNUMMER, extension: number });
const own = (number, versionToUpdate, ...contactInformation) => ({
  actor: { id: identity(number) },
  personId: identity(number),
  ...(versionToUpdate && { versionToUpdate }),
  contactInformation,
});
const detail = (contactType, value) => ({ contactType, value, digitalNotification: true });
const stated = (record) => (record.contactInformation ?? []).map((d) => [d.contactType, d.value]);

/** A record is created, replaced and erased; each case needs the one before it. */
async function recordFromFirstToLast(suffix, consumer, number) {
  const [reading, updating] = [`GetPersonContactInformation${suffix}`, `UpdatePersonContactInformation${suffix}`];
  const read = await contract(reading, consumer);
  const update = await contract(updating, consumer);
  // The contracts spell this field so: with a capital where there is a suffix.
  const field = `${suffix ? "U" : "u"}pdatePersonContactInformation${suffix}Result`;
  const result = async (request) => (await update(request))[field];
  const person = { personId: identity(number) };
  let version;

  await check(`${reading}: an empty read`, async () => {
    assert.equal((await read(person)).contactInformationRecord, undefined);
  });
  await check(`${updating}: the first update creates`, async () => {
    const created = await result(own(number, undefined, detail("sms", "+46701740605")));
    assert.equal(created.result.resultCode, "OK");
    version = created.contactInformationRecord.version;
    const record = (await read(person)).contactInformationRecord;
    assert.deepEqual(stated(record), [["sms", "+46701740605"]]);
    assert.equal(record.contactInformation[0].digitalNotification, true);
    assert.equal(record.version, version);
  });
  await check(`${updating}: an update with versionToUpdate replaces`, async () => {
    const replaced = await result(own(number, version, detail("email", "b@example.com")));
    assert.equal(replaced.result.resultCode, "OK");
    assert.deepEqual(stated(replaced.contactInformationRecord), [["email", "b@example.com"]]);
    version = replaced.contactInformationRecord.version;
  });
  await check(`${updating}: a refused update tells the rule`, async () => {
    const refused = await result(own(number, version, detail("sms", "0701740605")));
    assert.equal(refused.result.resultCode, "ERROR");
    assert.match(refused.result.resultText, /\(F4\)/);
    assert.equal(refused.contactInformationRecord, undefined);
  });
  await check(`${updating}: withdrawn consent leaves an empty record`, async () => {
    assert.equal((await result(own(number, version))).result.resultCode, "OK");
    assert.deepEqual(stated((await read(person)).contactInformationRecord), []);
  });
  await check(`${reading}: a system that is not authorised`, async () => {
    const unauthorised = await contract(reading, "nobody");
    await assert.rejects(unauthorised(person), (error) => {
      assert.match(error.root.Envelope.Body.Fault.faultstring, /^Obehörigt anrop för system /);
      return true;
    });
  });
}

async function main() {
  await recordFromFirstToLast("", "care", persons.restricted);
  await recordFromFirstToLast("Unrestricted", "care-unrestricted", persons.unrestricted);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
