use std::sync::{LazyLock, Mutex};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Where the time comes from, wherever a date decides: grants, versions, ages.
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// The present day in Sweden.
    fn today(&self) -> Date {
        self.now().to_zoned(swedish_time_zone()).date()
    }
}

/// Swedish local time, summer time included.
pub fn swedish_time_zone() -> TimeZone {
    #[expect(clippy::expect_used, reason = "the time zone database is compiled in")]
    static SWEDISH: LazyLock<TimeZone> =
        LazyLock::new(|| TimeZone::get("Europe/Stockholm").expect("jiff bundles the time zone database"));
    SWEDISH.clone()
}

/// The operating system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the system")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still until it is set, for tests and replays.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// A clock that shows `now`.
    pub fn new(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Sets the clock, backwards too.
    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = now;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl<C: Clock + ?Sized> Clock for std::sync::Arc<C> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_is_swedish() {
        let clock = FixedClock::new("2026-06-30T21:59:59Z".parse().unwrap());
        assert_eq!(clock.today(), date(2026, 6, 30));
        clock.set("2026-06-30T22:00:00Z".parse().unwrap());
        assert_eq!(clock.today(), date(2026, 7, 1));
        clock.set("2026-12-31T22:59:59Z".parse().unwrap());
        assert_eq!(clock.today(), date(2026, 12, 31));
    }
}
