//! rustls (over aws-lc) as a contestant: reads the commands that Worker.java documents, answers alike.
//! Both ends are in memory and on one thread; sessions are kept as rustls does by default.

use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustls::client::{ClientSessionMemoryCache, Resumption};
use rustls::crypto::aws_lc_rs::{cipher_suite, default_provider, kx_group};
use rustls::crypto::{CryptoProvider, SupportedKxGroup};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::WebPkiClientVerifier;
use rustls::{
    ClientConfig, ClientConnection, HandshakeKind, RootCertStore, ServerConfig, ServerConnection,
    SupportedCipherSuite, SupportedProtocolVersion,
};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const HOST: &str = "bench.example";

/// How two ends meet: version, key, group, mode, authentication.
struct Scene<'a> {
    version: &'a str,
    key: &'a str,
    group: &'a str,
    resumed: bool,
    mutual: bool,
}

impl<'a> Scene<'a> {
    fn of(words: &[&'a str]) -> Outcome<Self> {
        if words[3] == "anchored" {
            return Err("trusts authorities only".into());
        }
        Ok(Self {
            version: words[0],
            key: words[1],
            group: words[2],
            resumed: words[3] == "resumed",
            mutual: words[4] == "mutual",
        })
    }
}

/// Configurations of a scene, shared by its connections.
struct Configs {
    client: Arc<ClientConfig>,
    server: Arc<ServerConfig>,
}

fn configs(folder: &Path, scene: &Scene, chacha: bool) -> Outcome<Configs> {
    let provider = Arc::new(CryptoProvider {
        cipher_suites: vec![suite(scene, chacha)],
        kx_groups: vec![group(scene.group), kx_group::SECP256R1],
        ..default_provider()
    });
    let versions: &[&SupportedProtocolVersion] = match scene.version {
        "1.3" => &[&rustls::version::TLS13],
        _ => &[&rustls::version::TLS12],
    };
    let file = |rest: &str| -> PathBuf { folder.join(format!("{}-{}", scene.key, rest)) };
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(file("root.pem"))?)?;
    let roots = Arc::new(roots);
    let identity = |role: &str| -> Outcome<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)> {
        Ok((
            vec![CertificateDer::from_pem_file(file(&format!("{role}.pem")))?],
            PrivateKeyDer::from_pem_file(file(&format!("{role}.key")))?,
        ))
    };

    let (chain, key) = identity("server")?;
    let server = ServerConfig::builder_with_provider(provider.clone()).with_protocol_versions(versions)?;
    let server = if scene.mutual {
        server.with_client_cert_verifier(
            WebPkiClientVerifier::builder_with_provider(roots.clone(), provider.clone()).build()?,
        )
    } else {
        server.with_no_client_auth()
    }
    .with_single_cert(chain, key)?;

    let client = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)?
        .with_root_certificates(roots);
    let mut client = if scene.mutual {
        let (chain, key) = identity("client")?;
        client.with_client_auth_cert(chain, key)?
    } else {
        client.with_no_client_auth()
    };
    client.resumption = if scene.resumed {
        Resumption::store(Arc::new(ClientSessionMemoryCache::new(32)))
    } else {
        Resumption::disabled()
    };
    Ok(Configs { client: Arc::new(client), server: Arc::new(server) })
}

fn suite(scene: &Scene, chacha: bool) -> SupportedCipherSuite {
    match (scene.version, scene.key, chacha) {
        ("1.3", _, false) => cipher_suite::TLS13_AES_128_GCM_SHA256,
        ("1.3", _, true) => cipher_suite::TLS13_CHACHA20_POLY1305_SHA256,
        (_, "ecdsa", false) => cipher_suite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        (_, "ecdsa", true) => cipher_suite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        (_, _, false) => cipher_suite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        (_, _, true) => cipher_suite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    }
}

fn group(name: &str) -> &'static dyn SupportedKxGroup {
    match name {
        "x25519mlkem768" => kx_group::X25519MLKEM768,
        _ => kx_group::X25519,
    }
}

/// A client and a server that have met.
struct Pair {
    client: ClientConnection,
    server: ServerConnection,
    wire: Vec<u8>,
}

impl Pair {
    fn meet(configs: &Configs, resumed: bool) -> Outcome<Self> {
        let mut pair = Self {
            client: ClientConnection::new(configs.client.clone(), ServerName::try_from(HOST)?)?,
            server: ServerConnection::new(configs.server.clone())?,
            wire: Vec::with_capacity(1 << 15),
        };
        while pair.client.wants_write() || pair.server.wants_write() {
            pair.client.write_tls(&mut pair.wire)?;
            deliver(&mut pair.wire, |bytes| pair.server.read_tls(bytes))?;
            pair.server.process_new_packets()?;
            while pair.server.wants_write() {
                pair.server.write_tls(&mut pair.wire)?;
            }
            deliver(&mut pair.wire, |bytes| pair.client.read_tls(bytes))?;
            pair.client.process_new_packets()?;
        }
        if resumed {
            pair.greet()?;
        }
        Ok(pair)
    }

    /// The server's first octet, which ends a handshake of a resumed session for everybody.
    fn greet(&mut self) -> Outcome<()> {
        self.server.writer().write_all(&[0])?;
        self.server.write_tls(&mut self.wire)?;
        deliver(&mut self.wire, |bytes| self.client.read_tls(bytes))?;
        self.client.process_new_packets()?;
        Ok(self.client.reader().read_exact(&mut [0])?)
    }

    fn transfer(&mut self, data: &[u8], read: &mut [u8]) -> Outcome<()> {
        self.client.writer().write_all(data)?;
        while self.client.wants_write() {
            self.client.write_tls(&mut self.wire)?;
        }
        deliver(&mut self.wire, |bytes| self.server.read_tls(bytes))?;
        self.server.process_new_packets()?;
        Ok(self.server.reader().read_exact(&mut read[..data.len()])?)
    }

    fn check(&self, resumed: bool) -> Outcome<()> {
        match (self.client.handshake_kind(), resumed) {
            (Some(HandshakeKind::Resumed), true) | (Some(HandshakeKind::Full), false) => Ok(()),
            (kind, _) => Err(format!("handshake was {kind:?}").into()),
        }
    }
}

fn deliver(
    wire: &mut Vec<u8>,
    mut read: impl FnMut(&mut dyn Read) -> std::io::Result<usize>,
) -> Outcome<()> {
    let mut rest = &wire[..];
    while !rest.is_empty() {
        read(&mut rest)?;
    }
    wire.clear();
    Ok(())
}

fn handshakes(folder: &Path, words: &[&str], time: Duration) -> Outcome<(u64, Duration)> {
    let scene = Scene::of(words)?;
    let configs = configs(folder, &scene, false)?;
    for attempt in 0..3 {
        let pair = Pair::meet(&configs, scene.resumed)?;
        if attempt > 0 || !scene.resumed {
            pair.check(scene.resumed)?;
        }
    }
    let threads: usize = words[5].parse()?;
    let turns: Vec<_> = std::thread::scope(|scope| {
        let work = || -> Result<(u64, Duration), String> {
            let mut count = 0;
            let start = processor_time();
            while processor_time() - start < time || count == 0 {
                Pair::meet(&configs, scene.resumed).map_err(|e| e.to_string())?;
                count += 1;
            }
            Ok((count, processor_time() - start))
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let mut all = (0, Duration::ZERO);
    for turn in turns {
        let (count, taken) = turn?;
        all = (all.0 + count, all.1.max(taken));
    }
    Ok(all)
}

fn transfer(folder: &Path, words: &[&str], time: Duration) -> Outcome<(u64, Duration)> {
    if words[3] == "direct" {
        return Err("knows one kind of buffer".into());
    }
    let scene = Scene::of(&[words[0], "ecdsa", "x25519", "full", "server"])?;
    let configs = configs(folder, &scene, words[1] == "chacha20poly1305")?;
    let mut pair = Pair::meet(&configs, false)?;
    let data = vec![0; words[2].parse()?];
    let mut read = vec![0; data.len()];
    let mut count = 0;
    let start = processor_time();
    while processor_time() - start < time || count == 0 {
        for _ in 0..64 {
            pair.transfer(&data, &mut read)?;
        }
        count += 64;
    }
    Ok((count, processor_time() - start))
}

/// Of this thread, as all contestants are measured.
fn processor_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock exists, and the structure is ours
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn answer(folder: &Path, line: &str) -> Outcome<(u64, Duration)> {
    let words: Vec<&str> = line.split(' ').collect();
    match words[..] {
        ["run", millis, "handshake", ..] => {
            handshakes(folder, &words[3..], Duration::from_millis(millis.parse()?))
        }
        ["run", millis, "transfer", ..] => {
            transfer(folder, &words[3..], Duration::from_millis(millis.parse()?))
        }
        _ => Err(format!("no such command: {line}").into()),
    }
}

fn main() -> Outcome<()> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: rustls FOLDER")?);
    for line in std::io::stdin().lock().lines() {
        match answer(&folder, &line?) {
            Ok((count, taken)) => println!("ok {} {} -1", count, taken.as_nanos()),
            Err(reason) => println!("no {reason}"),
        }
        std::io::stdout().flush()?;
    }
    Ok(())
}
