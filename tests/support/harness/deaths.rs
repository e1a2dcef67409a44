//! How a run ends the desk's process: the change is made in a process of its own, which is killed at one point or at any
//! time, and for some kinds the process that is started after it is killed too.

use std::future::Future;
use std::time::Duration;

use practice::{Fault, Rule, Touch};

use super::door::dial;
use super::kind::Kind;
use super::process::{Doomed, Job, Stop};
use super::proxy::Proxy;
use super::run::{Run, Scene};
use crate::random::Random;

/// The latest a process is killed at random is 2 to this power of microseconds after the confirmation, about 130 ms: longer
/// than a change takes on a slow computer. On a quick one it takes a few, so every power is as likely.
const LATEST_KILL: usize = 17;

/// How often the shop's books are looked at for a sign: they have no bell.
const LOOK: Duration = Duration::from_millis(2);

impl Run {
    /// The change in a process of its own, which is killed.
    pub(super) async fn killed(&self, scene: &Scene, proxy: &Proxy, random: &mut Random) -> Result<(), String> {
        let stop = match self.kind {
            Kind::KillPreviewed => Stop::Previewed,
            Kind::KillPrepared => Stop::Prepared,
            Kind::KillSent => Stop::Sent,
            Kind::KillAnswered => Stop::Answered,
            _ => Stop::End,
        };
        let mut other = self.doomed(scene, proxy, stop, false);
        other.says().await?;
        match self.kind {
            Kind::KillAtShop => other.lives_until(self.is_at_shop(scene)).await?,
            Kind::KillAtRandom => {
                let most = 1 << (LATEST_KILL - random.below(LATEST_KILL / 2 + 1));
                let after = Duration::from_micros(random.below(most) as u64);
                other.lives_until(tokio::time::sleep(after)).await?;
            }
            Kind::KillPreviewed => {}
            _ if self.kind.twist(&mut Random::new(0)).is_some() => other.lives_until(proxy.struck()).await?,
            _ => other.lives_until(std::future::pending()).await?,
        }
        other.kill();
        proxy.fence().await;
        if self.kind.kills_twice() { self.killed_again(scene, proxy).await } else { Ok(()) }
    }

    /// The process that finds out what became of the change, which is killed too.
    async fn killed_again(&self, scene: &Scene, proxy: &Proxy) -> Result<(), String> {
        let dial = dial(&scene.shop, self.it().provider);
        let stop = match self.kind {
            Kind::KillRecovered => Stop::Unknown,
            Kind::KillFoundOut => Stop::FoundOut,
            _ => {
                let held = Rule::from(Fault::Stall).on_effect(Touch::Reads).next(1);
                dial.set(held).map_err(|error| error.to_string())?;
                Stop::End
            }
        };
        let mut other = self.doomed(scene, proxy, stop, true);
        other.says().await?;
        if self.kind == Kind::KillReadingBack {
            let reading = async {
                while !dial.rules().is_empty() {
                    tokio::time::sleep(LOOK).await;
                }
            };
            other.lives_until(reading).await?;
        } else {
            other.lives_until(std::future::pending()).await?;
        }
        other.kill();
        // What nobody came to read is not held for the desk that is opened next.
        dial.clear();
        proxy.fence().await;
        Ok(())
    }

    fn doomed(&self, scene: &Scene, proxy: &Proxy, stop: Stop, sent_before: bool) -> Doomed {
        let (door, folder) = (scene.door.moved_to(proxy.base_url()), scene.folder.path().to_owned());
        Doomed::start(&Job { door, folder, target: self.target, stop, sent_before }, self.doomed)
    }

    /// Comes back when the shop holds the request of the change.
    async fn is_at_shop(&self, scene: &Scene) {
        while self.sent(scene) == 0 || dial(&scene.shop, self.it().provider).rules().len() == 1 {
            tokio::time::sleep(LOOK).await;
        }
    }
}

impl Doomed {
    /// Waits for `sign` or for the next thing it says: a change that is refused never comes to some of the points, and
    /// then its end is one.
    async fn lives_until(&mut self, sign: impl Future<Output = ()>) -> Result<(), String> {
        tokio::select! {
            () = sign => Ok(()),
            said = self.says() => said.map(|_| ()),
        }
    }
}
