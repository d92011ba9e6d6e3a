mod answer;
mod request;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use rivta_endpoint::{CallOptions, Client, ClientConfig, ClientLimits};
use rivta_soap::HsaId;

use self::request::{Envelope, Get, Update};
use crate::cli::Installation;
use crate::config::{Config, Listen};
use crate::error::{CommandError, Exit};
use crate::output::Output;
use crate::pki;

/// Call a contract: send an envelope from a file, or a request made from options.
///
/// Calls the server of the installation, as one of the clients of its development PKI; with --url, --cert, --key and --ca
/// any server as any client. Exit code 0: answered; 1: answered with a ResultType ERROR; 5: a SOAP fault; 4: no answer, or
/// one without SOAP; 3: a certificate or the configuration is wrong or missing.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_long_help = "\
Examples:
  rivkontakt call get --person 191212121212
  rivkontakt call get --person 191212121212 --unrestricted
  rivkontakt call update --person 191212121212 --sms +46701740605 --notify --version-to-update 20260301120000
  rivkontakt call request.xml --as nobody
  rivkontakt call request.xml --raw --url https://esb.example.se/vp --cert me.pem --key me.key --ca ca.pem"
)]
pub(crate) struct Call {
    #[command(subcommand)]
    request: Option<Request>,
    /// An envelope to send as it is; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    file: Option<PathBuf>,
    /// Send the envelope to this contract; default: the one of the request in it.
    #[arg(long, value_name = "NAME", requires = "file")]
    contract: Option<String>,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Subcommand)]
enum Request {
    Get(Get),
    Update(Update),
}

/// Whom to call, as whom, and how to show the answer.
#[derive(Debug, Args)]
#[command(next_help_heading = "Whom to call, and as whom")]
struct Target {
    /// Which client of the development PKI to be: platform, e1177, care, care-unrestricted, nobody, expired or foreign.
    /// Default: care, or care-unrestricted with --unrestricted.
    #[arg(long = "as", value_name = "NAME", global = true, conflicts_with_all = ["certificate", "key"])]
    client: Option<String>,
    /// The client's certificate (PEM).
    #[arg(long = "cert", value_name = "FILE", global = true, requires = "key")]
    certificate: Option<PathBuf>,
    /// The client's private key (PEM).
    #[arg(long, value_name = "FILE", global = true, requires = "certificate")]
    key: Option<PathBuf>,
    /// The authority of the server's certificate (PEM). Default: that of the development PKI.
    #[arg(long = "ca", value_name = "FILE", global = true)]
    authority: Option<PathBuf>,
    /// Before the contract's path. Default: the address that the configuration listens on.
    #[arg(long, value_name = "URL", global = true)]
    url: Option<String>,
    /// The system that first sent the message, if this is a platform.
    #[arg(long, value_name = "HSA-ID", global = true)]
    original_consumer: Option<HsaId>,
    /// The organisation on whose behalf it is sent.
    #[arg(long, value_name = "HSA-ID", global = true)]
    on_behalf_of: Option<HsaId>,
    /// The receiver. Default: the first that the configuration serves.
    #[arg(long, value_name = "HSA-ID", global = true)]
    logical_address: Option<HsaId>,
    /// Print the answer as it came.
    #[arg(long, global = true, conflicts_with = "json")]
    raw: bool,
    #[command(flatten)]
    installation: Installation,
}

impl Call {
    pub(crate) async fn run(&self, output: Output) -> Result<Exit, CommandError> {
        let target = &self.target;
        let file = target.installation.file();
        let is_needed = target.installation.is_named();
        let config = if is_needed || file.is_file() { Some(Config::load_for_store(&file)?) } else { None };
        let logical_address = target.logical_address(config.as_ref())?;
        let envelope = match (&self.request, &self.file) {
            (Some(Request::Get(get)), _) => get.envelope(&logical_address)?,
            (Some(Request::Update(update)), _) => update.envelope(&logical_address)?,
            (None, Some(file)) => Envelope::read(file, self.contract.as_deref())?,
            (None, None) => {
                return Err(CommandError::Usage("name an envelope's file, or get, or update".to_owned()));
            }
        };
        let client = Client::new(&target.client_config(&file, config.as_ref(), &envelope)?)?;
        let options = CallOptions {
            correlation_id: None,
            original_consumer: target.original_consumer.clone(),
            acting_on_behalf_of: target.on_behalf_of.clone(),
        };
        let contract = envelope.messages.contract;
        let answer = client
            .call_raw(&contract.path(), contract.soap_action, envelope.bytes, &options)
            .await
            .map_err(|error| CommandError::Call { error })?;
        answer::show(&answer, envelope.messages, target.raw, output)
    }
}

impl Target {
    fn logical_address(&self, config: Option<&Config>) -> Result<HsaId, CommandError> {
        if let Some(address) = &self.logical_address {
            return Ok(address.clone());
        }
        if let Some(config) = config {
            return Ok(config.installation().clone());
        }
        let national = Listen::default().logical_addresses.concat();
        national.parse().map_err(|error: rivta_soap::InvalidHsaId| CommandError::Usage(error.to_string()))
    }

    fn client_config(
        &self,
        file: &Path,
        config: Option<&Config>,
        envelope: &Envelope,
    ) -> Result<ClientConfig, CommandError> {
        let pki = Config::pki_directory(file);
        let address = match (&self.url, config) {
            (Some(url), _) => url.clone(),
            (None, Some(config)) => address(config)?,
            (None, None) => {
                let message = format!(
                    "{}: no configuration there, so no server is known; name one with --url, or the configuration with --config",
                    file.display()
                );
                return Err(CommandError::NoInstallation(message));
            }
        };
        let (certificate, key) = match (&self.certificate, &self.key) {
            (Some(certificate), Some(key)) => (certificate.clone(), key.clone()),
            _ => {
                let unrestricted = envelope.messages.contract.is_unrestricted();
                let default =
                    if unrestricted { pki::Client::CareUnrestricted } else { pki::Client::Care }.name();
                client_files(&pki, self.client.as_deref().unwrap_or(default))?
            }
        };
        let authority = self.authority.clone().unwrap_or_else(|| pki.join("ca.pem"));
        Ok(ClientConfig {
            address,
            certificate,
            key,
            server_ca: vec![authority],
            limits: ClientLimits::default(),
        })
    }
}

/// The certificate and key of a client of the PKI.
fn client_files(pki: &Path, name: &str) -> Result<(PathBuf, PathBuf), CommandError> {
    let names = pki::client_names(pki);
    if !names.iter().any(|known| known == name) {
        let directory = pki.join("clients");
        let directory = directory.display();
        return Err(if names.is_empty() {
            CommandError::NoInstallation(format!(
                "{directory}: no client certificates there; name them with --cert, --key and --ca"
            ))
        } else {
            CommandError::Usage(format!(
                "--as {name}: no such client in {directory}; expected one of {}",
                names.join(", ")
            ))
        });
    }
    let clients = pki.join("clients");
    Ok((clients.join(format!("{name}.pem")), clients.join(format!("{name}.key"))))
}

/// The address at which this machine reaches a server that listens as the configuration says.
fn address(config: &Config) -> Result<String, CommandError> {
    let mut listen = config.listen.address;
    if listen.port() == 0 {
        let message = "the configuration leaves the port open; name the server with --url";
        return Err(CommandError::Usage(message.to_owned()));
    }
    if listen.ip().is_unspecified() {
        listen.set_ip(if listen.is_ipv6() { [0, 0, 0, 0, 0, 0, 0, 1].into() } else { [127, 0, 0, 1].into() });
    }
    Ok(format!("https://{listen}"))
}
