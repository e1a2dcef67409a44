//! One run: one change, one fault, and what became of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use desk::{Clock, Deps, Desk, DeskEvent, Events, Policy, SystemClock};
use domain::action::{ActionId, ActionRecord, ActionState, Facts};
use domain::time::Timestamp;
use practice::PracticeShop;
use providers::transport::Tuning;
use store::{ActionFilter, Ledger};
use tempfile::TempDir;

use super::around::{Around, Way};
use super::door::{Door, dial, effects, requests};
use super::kind::Kind;
use super::process::{Doomed, Job, Stop};
use super::proxy::{Change, Proxy};
use super::report::Verdict;
use super::target::{Target, only_reads};
use super::{by_hand, fresh_shop, open_files};
use crate::desk::{database_key, eager};
use crate::random::Random;
use crate::tasks::Ends;

/// How long a client waits for the answer to a change that never comes.
const IN_VAIN: Duration = Duration::from_millis(400);

/// The desk's whole wait after which an unchanged reading counts, and a little more.
const SETTLED: Duration = Duration::from_secs(25);

/// How often a run that could not be made is tried.
const TRIES: usize = 3;

/// The latest a process is killed at random, after the confirmation.
const LATEST_KILL: usize = 120;

pub(super) struct Run {
    pub(super) targets: Arc<Vec<Target>>,
    pub(super) target: usize,
    pub(super) kind: Kind,
    pub(super) doomed: &'static [&'static str],
    pub(super) blind: bool,
    pub(super) seed: u64,
}

/// The time of this computer and some more, which the harness adds.
#[derive(Default)]
struct Ahead(AtomicI64);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        Timestamp(SystemClock.now().0 + self.0.load(Ordering::SeqCst))
    }
}

struct Deaf;

impl Events for Deaf {
    fn emit(&self, _: DeskEvent) {}
}

/// What a run works with.
struct Scene {
    shop: Arc<PracticeShop>,
    door: Door,
    folder: TempDir,
    clock: Arc<Ahead>,
    proxy: Option<Arc<Proxy>>,
}

impl Run {
    fn it(&self) -> &Target {
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
            if verdict.broken.is_none() {
                break;
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
        let scene = Scene { shop, door, folder: tempfile::tempdir().unwrap(), clock: Arc::default(), proxy };
        let before = effects(&scene.shop, target.provider, target.call);
        let dial = dial(&scene.shop, target.provider);
        if let Some(rule) = rule.clone() {
            dial.set(rule).map_err(|error| error.to_string())?;
        }
        if self.kind.kills() {
            self.killed(&scene, &mut random).await?
        } else {
            self.here(&scene).await?
        }
        if let Some(proxy) = &scene.proxy {
            proxy.fence().await;
        }
        let dialled = rule.is_none_or(|rule| dial.rules().iter().all(|left| left.times != rule.times));
        let twisted =
            self.kind.twist(&mut random).is_none() || scene.proxy.as_ref().is_some_and(|proxy| proxy.has_struck());
        verdict.struck = dialled && twisted;
        let record = self.settled(&scene).await?;
        let own = scene.proxy.as_ref().map_or(0, |proxy| proxy.own_effects());
        verdict.state = record.map(|record| record.state);
        verdict.effects = effects(&scene.shop, target.provider, target.call) - before - own;
        verdict.sent = self.sent(&scene);
        verdict.chain_holds = Ledger::verify_file(&scene.folder.path().join("ledger.db"), Some(&database_key()))
            .is_ok_and(|report| report.first_bad.is_none());
        Ok(())
    }

    /// How often the change came to the shop and may have happened.
    fn sent(&self, scene: &Scene) -> u64 {
        let target = self.it();
        let came = requests(&scene.shop, target.provider).into_iter().filter(|seen| {
            seen.operation.as_deref() == Some(target.call)
                && !only_reads(seen)
                && !matches!(seen.status, Some(401 | 429))
        });
        let doubled = u64::from(self.kind == Kind::Doubled && scene.proxy.as_ref().is_some_and(|one| one.has_struck()));
        (came.count() as u64).saturating_sub(doubled)
    }

    /// The change and its fault within this process.
    async fn here(&self, scene: &Scene) -> Result<(), String> {
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
        look(&desk, id).await;
        desk.close().await;
        Ok(())
    }

    /// The change in a process of its own, which is killed.
    async fn killed(&self, scene: &Scene, random: &mut Random) -> Result<(), String> {
        let proxy = scene.proxy.as_ref().unwrap();
        let stop = match self.kind {
            Kind::KillPrepared => Stop::Prepared,
            Kind::KillSent => Stop::Sent,
            Kind::KillAnswered => Stop::Answered,
            _ => Stop::End,
        };
        let folder = scene.folder.path().to_owned();
        let job = Job { door: scene.door.moved_to(proxy.base_url()), folder, target: self.target, stop };
        let mut other = Doomed::start(&job, self.doomed);
        other.says().await?;
        let there = async {
            match self.kind {
                Kind::KillOnTheWay | Kind::KillActed => proxy.struck().await,
                Kind::KillAtShop => {
                    let target = self.it();
                    while self.sent(scene) == 0 || dial(&scene.shop, target.provider).rules().len() == 1 {
                        // The shop's journal has a bell only for its own count of all requests.
                        tokio::time::sleep(Duration::from_millis(2)).await;
                    }
                }
                Kind::KillAtRandom => {
                    let after = Duration::from_millis(random.below(LATEST_KILL) as u64);
                    tokio::time::sleep(after).await;
                }
                _ => std::future::pending().await,
            }
        };
        tokio::select! {
            () = there => {}
            said = other.says() => {
                // A change that is refused never comes to some of the points: then the end is one.
                said?;
            }
        }
        other.kill();
        proxy.fence().await;
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
            events: Arc::new(Deaf),
            agent: "Alex Agent".to_owned(),
            pace: by_hand(),
            policy: Policy::default(),
        })
    }

    /// Starts the desk again, lets time go on until nothing more can be found out, and gives what the ledger says then.
    async fn settled(&self, scene: &Scene) -> Result<Option<ActionRecord>, String> {
        let desk = self.desk(scene, &scene.door, eager());
        let all = |desk: &Desk| {
            let desk = desk.clone();
            async move { desk.actions(ActionFilter::All, 10, None).await.map_err(super::target::words) }
        };
        desk.begin().await.map_err(super::target::words)?;
        let (rows, _) = all(&desk).await?;
        let changes: Vec<_> = rows.into_iter().filter(|row| row.kind.is_change()).collect();
        if changes.len() > 1 {
            return Err(format!("{} changes in the ledger", changes.len()));
        }
        let Some(change) = changes.first() else {
            desk.close().await;
            return Ok(None);
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
        let last = desk.action(change.id).await.map_err(super::target::words)?;
        desk.close().await;
        Ok(Some(last))
    }

    /// Time goes on, for the desk and for the shop.
    fn pass(&self, scene: &Scene, pause: Duration) {
        let millis = i64::try_from(pause.as_millis()).unwrap_or(i64::MAX);
        scene.clock.0.fetch_add(millis, Ordering::SeqCst);
        scene.shop.clock().advance(pause);
    }
}

/// Looks once what became of it; nothing when the ledger does not have it.
async fn look(desk: &Desk, id: ActionId) -> Option<ActionRecord> {
    // A look that fails says nothing, and the action stays as it is.
    let _ = desk.check_action(id).await;
    desk.action(id).await.ok()
}
