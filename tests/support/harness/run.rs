//! One run: one change, one fault, and what became of it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use desk::{Deps, Desk, DeskEvent, Events, Policy};
use domain::action::{ActionId, ActionRecord, ActionState, Facts};
use practice::{PracticeShop, Rule};
use providers::transport::Tuning;
use store::Ledger;
use tempfile::TempDir;

use super::around::{Around, Way};
use super::door::{Door, dial, effects, requests};
use super::kind::Kind;
use super::proxy::{Change, Proxy};
use super::report::Verdict;
use super::target::{Target, only_reads};
use super::weather::{self, is_weather};
use super::{by_hand, changes, fresh_shop, open_files};
use crate::desk::{Ahead, InThisProcess, database_key, eager};
use crate::random::Random;
use crate::tasks::Ends;

/// How long a client waits for the answer to a change that never comes.
const IN_VAIN: Duration = Duration::from_millis(400);

/// The desk's whole wait after which an unchanged reading counts, and a little more.
const SETTLED: Duration = Duration::from_secs(25);

/// How often a run that could not be made is tried.
const TRIES: usize = 3;

pub(super) struct Run {
    pub(super) targets: Arc<Vec<Target>>,
    pub(super) target: usize,
    pub(super) kind: Kind,
    pub(super) doomed: &'static [&'static str],
    pub(super) blind: bool,
    pub(super) seed: u64,
    /// Where the desk's files are; nothing for the system's own place.
    pub(super) files: Option<Arc<Path>>,
}

struct Deaf;

impl Events for Deaf {
    fn emit(&self, _: DeskEvent) {}
}

/// What a run works with.
pub(super) struct Scene {
    pub(super) shop: Arc<PracticeShop>,
    pub(super) door: Door,
    pub(super) folder: TempDir,
    clock: Arc<Ahead>,
    proxy: Option<Arc<Proxy>>,
}

impl Run {
    pub(super) fn it(&self) -> &Target {
        &self.targets[self.target]
    }

    pub(super) async fn verdict(self) -> Verdict {
        let target = self.it();
        let mut verdict = Verdict {
            target: target.label(),
            kind: Some(self.kind),
            can_be_done: !matches!(target.ends, Ends::Refused(..)),
            ..Verdict::default()
        };
        for _ in 0..TRIES {
            verdict.broken = self.go(&mut verdict).await.err();
            match &verdict.broken {
                Some(why) => verdict.again.push(why.clone()),
                None => break,
            }
        }
        verdict
    }

    async fn go(&self, verdict: &mut Verdict) -> Result<(), String> {
        let (target, mut random) = (self.it(), Random::new(self.seed));
        let shop = fresh_shop().await;
        let door = Door::of(&shop, target.provider);
        let proxy = if self.kind.on_the_way() {
            let operations = door.connection(eager()).provider.operations();
            let (judge, provider, call) = (Arc::clone(&shop), target.provider, target.call);
            let count = Box::new(move || effects(&judge, provider, call));
            Some(Proxy::start(&door.base_url, Change { operations, call }, self.kind.twist(&mut random), count).await)
        } else {
            None
        };
        let rule = self.kind.rule(target.call, &mut random);
        let folder = match &self.files {
            Some(place) => tempfile::tempdir_in(place),
            None => tempfile::tempdir(),
        };
        let scene = Scene { shop, door, folder: folder.unwrap(), clock: Arc::default(), proxy };
        let before = effects(&scene.shop, target.provider, target.call);
        let dial = dial(&scene.shop, target.provider);
        if let Some(rule) = rule.clone() {
            dial.set(rule).map_err(|error| error.to_string())?;
        }
        let weather = weather::after(&mut random);
        match &scene.proxy {
            Some(proxy) if self.kind.kills() => self.killed(&scene, proxy, &mut random).await?,
            _ => self.here(&scene, weather.as_ref()).await?,
        }
        if let Some(proxy) = &scene.proxy {
            proxy.fence().await;
        }
        let left = dial.rules();
        let dialled = rule.is_none_or(|rule| left.iter().all(|one| is_weather(one) || one.times != rule.times));
        let twisted =
            self.kind.twist(&mut random).is_none() || scene.proxy.as_ref().is_some_and(|proxy| proxy.has_struck());
        verdict.struck = dialled && twisted;
        if let (true, Some(weather)) = (self.kind.kills(), &weather) {
            dial.set(weather.clone()).map_err(|error| error.to_string())?;
        }
        let changes = self.settled(&scene).await?;
        verdict.weather = weather.is_some_and(|weather| !dial.rules().contains(&weather));
        let own = scene.proxy.as_ref().map_or(0, |proxy| proxy.own_effects());
        verdict.rows = changes.len();
        verdict.state = changes.first().map(|record| record.state);
        verdict.effects = effects(&scene.shop, target.provider, target.call) - before - own;
        verdict.sent = self.sent(&scene);
        verdict.chain_holds = Ledger::verify_file(&scene.folder.path().join("ledger.db"), Some(&database_key()))
            .is_ok_and(|report| report.first_bad.is_none());
        Ok(())
    }

    /// How often the change came to the shop and may have happened.
    pub(super) fn sent(&self, scene: &Scene) -> u64 {
        let target = self.it();
        let came = requests(&scene.shop, target.provider).into_iter().filter(|seen| {
            seen.operation.as_deref() == Some(target.call)
                && !only_reads(seen)
                && !matches!(seen.status, Some(401 | 429))
        });
        let doubled = u64::from(self.kind == Kind::Doubled && scene.proxy.as_ref().is_some_and(|one| one.has_struck()));
        (came.count() as u64).saturating_sub(doubled)
    }

    /// The change and its fault within this process, and the first look at what became of it.
    async fn here(&self, scene: &Scene, weather: Option<&Rule>) -> Result<(), String> {
        let mut tuning = eager();
        if self.kind.waits_in_vain() {
            tuning.timeouts.change = IN_VAIN;
        }
        if self.kind == Kind::RefusedOnce
            && let Some(proxy) = scene.proxy.clone()
        {
            tuning.sleeper = Arc::new(move |_| {
                proxy.admit();
                Box::pin(std::future::ready(()))
            });
        }
        let door = match &scene.proxy {
            Some(proxy) => scene.door.moved_to(proxy.base_url()),
            None => scene.door.clone(),
        };
        let desk = self.desk(scene, &door, tuning);
        let (id, confirmed) = self.it().preview(&desk).await?;
        if let (Kind::Refused | Kind::RefusedOnce, Some(proxy)) = (self.kind, &scene.proxy) {
            proxy.refuse().await.map_err(|error| format!("the port was taken: {error}"))?;
        }
        // What it answers is in the ledger too, or is not: that is for the judge.
        let _ = desk.submit(id, confirmed).await;
        if let Some(proxy) = &scene.proxy {
            proxy.fence().await;
        }
        if let Some(weather) = weather {
            dial(&scene.shop, self.it().provider).set(weather.clone()).map_err(|error| error.to_string())?;
        }
        look(&desk, id).await;
        desk.close().await;
        Ok(())
    }

    fn desk(&self, scene: &Scene, door: &Door, tuning: Tuning) -> Desk {
        let mut connection = door.connection(tuning);
        if self.blind {
            connection.provider = Arc::new(Around { inner: connection.provider, way: Way::Blind });
        }
        let (cache, ledger) = open_files(scene.folder.path());
        Desk::new(Deps {
            connections: vec![connection],
            cache,
            ledger,
            clock: scene.clock.clone(),
            pictures: Arc::new(InThisProcess),
            events: Arc::new(Deaf),
            agent: "Alex Agent".to_owned(),
            pace: by_hand(),
            policy: Policy::default(),
            settings: Arc::new(desk::KeptSettings::read(scene.folder.path())),
        })
    }

    /// Starts the desk again, lets time go on until nothing more can be found out, and gives what the ledger says then.
    async fn settled(&self, scene: &Scene) -> Result<Vec<ActionRecord>, String> {
        let desk = self.desk(scene, &scene.door, eager());
        desk.begin().await.map_err(super::target::words)?;
        let rows = changes(&desk).await?;
        let Some(change) = rows.first() else {
            desk.close().await;
            return Ok(rows);
        };
        let mut paid = false;
        let hours = Duration::from_secs(6 * 60 * 60);
        let pauses = [SETTLED, Duration::from_secs(600)].into_iter().chain(std::iter::repeat_n(hours, 10));
        for pause in pauses {
            self.pass(scene, pause);
            let now = look(&desk, change.id).await;
            match now.map(|record| (record.state, record.after)) {
                Some((ActionState::Unknown, _)) => {}
                Some((ActionState::Accepted, after)) => {
                    if let (
                        Ends::AcceptedOnce(somebody),
                        Some(Facts::Order { reference: Some(reference), .. }),
                        false,
                    ) = (&self.it().ends, after, paid)
                    {
                        paid = true;
                        somebody(&scene.shop, &reference);
                    }
                }
                _ => break,
            }
        }
        let rows = changes(&desk).await?;
        desk.close().await;
        Ok(rows)
    }

    /// Time goes on, for the desk and for the shop.
    fn pass(&self, scene: &Scene, pause: Duration) {
        scene.clock.pass_millis(i64::try_from(pause.as_millis()).unwrap_or(i64::MAX));
        scene.shop.clock().advance(pause);
    }
}

/// Looks once what became of it; nothing when the ledger does not have it.
async fn look(desk: &Desk, id: ActionId) -> Option<ActionRecord> {
    // A look that fails says nothing, and the action stays as it is.
    let _ = desk.check_action(id).await;
    desk.action(id).await.ok()
}
