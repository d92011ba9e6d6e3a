use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use rivta_persons::get_person_contact_information::CONTRACT as GET;
use rivta_soap::{Clock, SystemClock};

use crate::config::Config;
use crate::contracts::CONTRACTS;
use crate::error::{CommandError, Exit};
use crate::installation::{self, POPULATION_LIST};
use crate::logging;
use crate::output::Output;
use crate::pki::Client;
use crate::server::Server;

/// Set up everything for a try, and serve.
///
/// Makes, as far as absent, a directory with a configuration, a development PKI and a store with a test population; then
/// serves, and prints lines that call it. Run again, it goes on with what is there. Remove the directory to start anew.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  rivkontakt demo
  rivkontakt demo --dir /tmp/try --listen 127.0.0.1:9443")]
pub(crate) struct Demo {
    /// The directory.
    #[arg(long = "dir", value_name = "DIR", default_value = "demo")]
    directory: PathBuf,
    /// Where to serve; 127.0.0.1:8443 in a new directory, else as the configuration there says. The admin listener of a
    /// new directory takes the next port, or any other while that one is taken.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

impl Demo {
    pub(crate) async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let clock = Arc::new(SystemClock);
        let file = installation::create(&self.directory, self.listen, &*clock)?;
        let mut config = Config::load(&file, clock.now())?;
        let configured = config.listen.address;
        config.listen.address = self.listen.unwrap_or(configured);
        config.admin.address = free_or_any(config.admin.address);
        logging::start(&config.log)?;
        installation::create_population(&config, &self.directory, clock.clone()).await?;
        let server = Server::start(&config, clock).await?;
        let directory = self
            .directory
            .canonicalize()
            .map_err(CommandError::io(&self.directory, "cannot find the directory"))?;
        match output.print(&welcome(&directory, configured, server.address(), server.admin_address())) {
            // Nobody reads it any more, as after `| head`; the server serves all the same.
            Ok(()) | Err(CommandError::BrokenPipe) => {}
            Err(error) => return Err(error),
        }
        server.run().await?;
        Ok(Exit::Good)
    }
}

/// The address, or one with any free port if something else listens there: nobody chose the demo's admin port, so it must
/// not keep the demo from serving.
fn free_or_any(address: SocketAddr) -> SocketAddr {
    match std::net::TcpListener::bind(address) {
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => SocketAddr::new(address.ip(), 0),
        _ => address,
    }
}

/// The person of the test population who has stated no details yet (role `for-updates`).
const FOR_UPDATES: &str = "199001019893";

/// What the user reads while the server runs. Every line that is to be pasted works in any directory.
fn welcome(directory: &Path, configured: SocketAddr, address: SocketAddr, admin: SocketAddr) -> String {
    let program = quoted(&program());
    let pki = directory.join("pki");
    let shown = quoted(&directory.display().to_string());
    let config = quoted(&directory.join(crate::config::FILE_NAME).display().to_string());
    let mut text = format!("rivkontakt serves test data from {shown}\n\n");
    for contract in CONTRACTS {
        text.push_str(&format!("  https://{address}{}\n", contract.path()));
    }
    text.push_str(&format!("  http://{admin}/healthz, /readyz, /metrics\n"));

    let url = if configured == address { String::new() } else { format!(" --url https://{address}") };
    text.push_str("\nRead and change contact details, in another terminal:\n\n");
    text.push_str(&format!("  {program} call get --person 191212121212 --as care{url} --config {config}\n"));
    text.push_str(&format!(
        "  {program} call update --person {FOR_UPDATES} --sms +46701740605 --notify --as e1177{url} --config {config}\n"
    ));
    text.push_str(&format!("  {program} contact history --person {FOR_UPDATES} --config {config}\n"));
    let contract = &GET;
    text.push_str(&format!(
        "\nThe same read with curl:\n\n  curl --cacert {ca} --cert {certificate} --key {key} \\\n    \
         -H 'Content-Type: text/xml; charset=utf-8' -H 'SOAPAction: \"{action}\"' \\\n    --data '{envelope}' \\\n    \
         https://{address}{path}\n",
        ca = quoted(&pki.join("ca.pem").display().to_string()),
        certificate = quoted(&Client::Care.certificate(&pki).display().to_string()),
        key = quoted(&Client::Care.key(&pki).display().to_string()),
        action = contract.soap_action,
        envelope = envelope(contract.namespace),
        path = contract.path(),
    ));
    text.push_str(&format!(
        "\nThe test population: {}\nClients: {} (in {})\nStop with Ctrl-C.\n",
        quoted(&directory.join(POPULATION_LIST).display().to_string()),
        Client::ALL.map(Client::name).join(", "),
        quoted(&pki.join("clients").display().to_string()),
    ));
    text
}

/// A request short enough for a command line.
fn envelope(responder: &str) -> String {
    format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Header>\
         <LogicalAddress xmlns=\"urn:riv:itintegration:registry:1\">SE165565594230-1000</LogicalAddress></e:Header>\
         <e:Body><GetPersonContactInformation xmlns=\"{responder}\">\
         <personId><root xmlns=\"urn:riv:strategicresourcemanagement:persons:person:5\">1.2.752.129.2.1.3.1</root>\
         <extension xmlns=\"urn:riv:strategicresourcemanagement:persons:person:5\">191212121212</extension></personId>\
         </GetPersonContactInformation></e:Body></e:Envelope>"
    )
}

/// How this program can be started from anywhere: its name if the shell would find this very file, else its path.
fn program() -> String {
    let Ok(this) = std::env::current_exe() else { return "rivkontakt".to_owned() };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|d| d.join("rivkontakt")).find(|file| file.is_file());
    match found.and_then(|file| file.canonicalize().ok()) {
        Some(file) if Some(&file) == this.canonicalize().ok().as_ref() => "rivkontakt".to_owned(),
        _ => this.display().to_string(),
    }
}

/// Text as one word of a shell.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:=@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{FOR_UPDATES, free_or_any, quoted};
    use crate::population::population;

    #[test]
    fn the_person_of_the_printed_update_is_in_the_population_without_details() {
        let population = population(date(2026, 3, 1));
        let person = population.iter().find(|person| person.number() == FOR_UPDATES).unwrap();
        assert_eq!(person.role, "for-updates");
        assert!(person.record.contact_information.is_empty());
    }

    #[test]
    fn an_admin_port_that_is_taken_gives_way_to_any() {
        let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let taken = other.local_addr().unwrap();
        assert_eq!(free_or_any(taken), "127.0.0.1:0".parse().unwrap());
        drop(other);
        assert_eq!(free_or_any(taken), taken);
    }

    #[test]
    fn a_word_with_spaces_or_quotes_is_quoted_for_the_shell() {
        assert_eq!(quoted("/tmp/a-b_c.pem"), "/tmp/a-b_c.pem");
        assert_eq!(quoted("/tmp/my dir"), "'/tmp/my dir'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
