//! Tests of who goes when, by a clock that stands still until everyone waits.

use std::num::NonZeroU32;
use std::sync::Arc;

use tokio::time::advance;

use super::*;
use crate::transport::in_background;

const S: Duration = Duration::from_secs(1);

fn limiter(per_second: u32, burst: u32) -> Arc<Limiter> {
    let some = |number| NonZeroU32::new(number).unwrap();
    Arc::new(Limiter::new(Rate { per_second: some(per_second), burst: some(burst) }))
}

/// Who went, in this order, and how long after the start.
type Went = Arc<Mutex<Vec<(String, Duration)>>>;

struct Queue {
    limiter: Arc<Limiter>,
    began: Instant,
    went: Went,
}

impl Queue {
    fn at(limiter: &Arc<Limiter>) -> Self {
        Self { limiter: Arc::clone(limiter), began: Instant::now(), went: Went::default() }
    }

    /// Has someone wait for a turn, and lets everything run that can.
    async fn wait(&self, name: &str, urgency: Urgency) -> tokio::task::JoinHandle<()> {
        let (limiter, began, went, name) =
            (Arc::clone(&self.limiter), self.began, Arc::clone(&self.went), name.to_owned());
        let waiting = tokio::spawn(async move {
            limiter.turn(urgency).await;
            went.lock().unwrap().push((name, began.elapsed()));
        });
        settle().await;
        waiting
    }

    fn names(&self) -> Vec<String> {
        self.went.lock().unwrap().iter().map(|(name, _)| name.clone()).collect()
    }

    fn seconds_of(&self, name: &str) -> Option<f64> {
        self.went.lock().unwrap().iter().find(|(other, _)| other == name).map(|(_, after)| after.as_secs_f64())
    }
}

/// Lets every task run that can run at this moment.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_person_goes_before_every_poll_that_waits() {
    let limiter = limiter(1, 1);
    limiter.turn(Urgency::Person).await;
    let queue = Queue::at(&limiter);
    let mut all = Vec::new();
    for poll in ["poll 1", "poll 2", "poll 3"] {
        all.push(queue.wait(poll, Urgency::Background).await);
    }
    for person in ["person 1", "person 2"] {
        all.push(queue.wait(person, Urgency::Person).await);
    }
    for one in all {
        one.await.unwrap();
    }
    assert_eq!(queue.names(), ["person 1", "person 2", "poll 1", "poll 2", "poll 3"]);
    assert_eq!(queue.began.elapsed().as_secs(), 5, "one a second");
}

#[tokio::test(start_paused = true)]
async fn the_background_leaves_a_third_of_the_bucket_for_whoever_comes() {
    let limiter = limiter(5, 10);
    let queue = Queue::at(&limiter);
    for number in 0..50 {
        queue.wait(&format!("poll {number}"), Urgency::Background).await;
    }
    assert_eq!(queue.names().len(), 7, "10 tokens, 3 of them kept");
    // However long the background runs at full speed, a person never waits behind it.
    for second in 1..=5 {
        advance(S).await;
        settle().await;
        let person = format!("person {second}");
        queue.wait(&person, Urgency::Person).await;
        assert_eq!(queue.names().last().unwrap(), &person, "at once");
    }
    assert!(queue.names().len() > 25, "and the background goes on: {}", queue.names().len());
}

#[tokio::test(start_paused = true)]
async fn alone_the_background_has_the_whole_rate_and_no_more() {
    let limiter = limiter(5, 10);
    let began = Instant::now();
    for _ in 0..57 {
        limiter.turn(Urgency::Background).await;
    }
    // 7 at once, then 5 a second.
    assert_eq!(began.elapsed().as_millis(), 10_000);
    let mut persons = 0;
    while tokio::time::timeout(Duration::ZERO, limiter.turn(Urgency::Person)).await.is_ok() {
        persons += 1;
    }
    assert_eq!(persons, 3, "what was kept is there, and not more");
}

#[tokio::test(start_paused = true)]
async fn persons_who_keep_the_bucket_empty_wait_for_one_poll_in_half_a_minute() {
    let limiter = limiter(5, 10);
    let queue = Queue::at(&limiter);
    // Ten people a second want what five a second can have.
    let crowd = tokio::spawn({
        let limiter = Arc::clone(&limiter);
        async move {
            loop {
                let limiter = Arc::clone(&limiter);
                tokio::spawn(async move { limiter.turn(Urgency::Person).await });
                tokio::time::sleep(S / 10).await;
            }
        }
    });
    tokio::time::sleep(S * 3).await;
    let polls = [
        queue.wait("poll 1", Urgency::Background).await,
        queue.wait("poll 2", Urgency::Background).await,
        queue.wait("poll 3", Urgency::Background).await,
    ];
    for poll in polls {
        poll.await.unwrap();
    }
    crowd.abort();
    for (number, name) in [(1.0, "poll 1"), (2.0, "poll 2"), (3.0, "poll 3")] {
        let due = 3.0 + number * PATIENCE.as_secs_f64();
        let went = queue.seconds_of(name).unwrap();
        // Give or take the token each of them waits for.
        assert!(went >= due && went < due + 1.0, "{name} after {went} s");
    }
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_costs_nobody_a_turn() {
    let limiter = limiter(1, 3);
    for _ in 0..3 {
        limiter.turn(Urgency::Person).await;
    }
    let queue = Queue::at(&limiter);
    for name in ["leaves 1", "leaves 2"] {
        queue.wait(name, Urgency::Person).await.abort();
    }
    queue.wait("leaves 3", Urgency::Background).await.abort();
    let stays = queue.wait("stays", Urgency::Person).await;
    stays.await.unwrap();
    assert_eq!(queue.names(), ["stays"]);
    assert_eq!(queue.seconds_of("stays"), Some(1.0));
}

#[tokio::test(start_paused = true)]
async fn a_request_whose_task_stands_still_holds_up_nobody() {
    let limiter = limiter(1, 1);
    limiter.turn(Urgency::Person).await;
    let stuck = limiter.turn(Urgency::Person);
    tokio::pin!(stuck);
    // Asked for once, and then never polled again while others wait behind it.
    assert!(is_pending(stuck.as_mut()).await);
    let began = Instant::now();
    limiter.turn(Urgency::Person).await;
    assert_eq!(began.elapsed(), S * 2, "the turn before it was the other's");
    stuck.await;
    assert_eq!(began.elapsed(), S * 2, "which had been dealt");
}

/// Polls once; true when it is not ready.
async fn is_pending(mut future: std::pin::Pin<&mut impl Future<Output = ()>>) -> bool {
    std::future::poll_fn(|context| std::task::Poll::Ready(future.as_mut().poll(context).is_pending())).await
}

#[tokio::test(start_paused = true)]
async fn the_rate_is_kept_whoever_asks() {
    let limiter = limiter(20, 4);
    let began = Instant::now();
    let asks = (0..100).map(|number| {
        let limiter = Arc::clone(&limiter);
        tokio::spawn(async move {
            if number % 3 == 0 {
                in_background(async { limiter.turn(Urgency::now()).await }).await;
            } else {
                limiter.turn(Urgency::now()).await;
            }
            began.elapsed()
        })
    });
    let mut times = Vec::new();
    for ask in asks.collect::<Vec<_>>() {
        times.push(ask.await.unwrap());
    }
    times.sort();
    for (number, time) in times.iter().enumerate() {
        let earliest = Duration::from_millis(50) * u32::try_from(number.saturating_sub(3)).unwrap();
        assert!(*time >= earliest, "request {number} after {time:?}");
    }
    // The last token the background may take leaves one in the bucket.
    assert!(times[99] <= Duration::from_millis(50 * 98), "{:?}", times[99]);
}
