use std::cmp::Ordering;

/// A duration: months and seconds, which can't be reckoned into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Duration<'t> {
    negative: bool,
    months: i128,
    seconds: i128,
    /// Digits after the point of the seconds, without zeros at the end.
    fraction: &'t str,
}

/// The largest number of a component that is reckoned with: sums of such stay far within 128 bits.
const LARGEST: i128 = 1 << 100;

impl<'t> Duration<'t> {
    /// `-P1Y2M3DT4H5M6.7S`
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let rest = rest.strip_prefix('P')?;
        let (date, time) = match rest.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (rest, ""),
        };
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let mut date = Components { rest: date };
        let (years, months, days) = (date.whole('Y')?, date.whole('M')?, date.whole('D')?);
        let mut time = Components { rest: time };
        let (hours, minutes) = (time.whole('H')?, time.whole('M')?);
        let (seconds, fraction) = time.seconds()?;
        if !date.rest.is_empty() || !time.rest.is_empty() {
            return None;
        }
        let seconds = days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
        Some(Self { negative, months: years * 12 + months, seconds, fraction })
    }

    /// The order of two durations: that of the four moments that they lead to from four others (Part 2, section 3.2.6.2);
    /// `None` where these disagree.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        // Days from 1696-09-01, 1697-02-01, 1903-03-01 and 1903-07-01, each with its month counted from the year 0.
        const STARTS: [i128; 4] = [1696 * 12 + 8, 1697 * 12 + 1, 1903 * 12 + 2, 1903 * 12 + 6];
        let mut orders = STARTS.iter().map(|start| self.from(*start).cmp(&other.from(*start)));
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }

    /// The moment that the duration leads to from the first of a month: seconds, and the fraction as a signed number of
    /// digits cut to thirty.
    fn from(&self, start: i128) -> (i128, i128) {
        let sign = if self.negative { -1 } else { 1 };
        let month = start + sign * self.months;
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12));
        let days = super::temporal::days(year, month + 1, 1);
        let digits: String = self.fraction.chars().chain(std::iter::repeat('0')).take(30).collect();
        let fraction: i128 = digits.parse().unwrap_or_default();
        let seconds = days * 86_400 + sign * self.seconds;
        match sign * fraction {
            fraction if fraction < 0 => (seconds - 1, fraction + 10_i128.pow(30)),
            fraction => (seconds, fraction),
        }
    }

    pub(super) fn key(&self) -> String {
        let zero = self.months == 0 && self.seconds == 0 && self.fraction.is_empty();
        let sign = if self.negative && !zero { "-" } else { "" };
        format!("{sign}{}:{}.{}", self.months, self.seconds, self.fraction)
    }
}

struct Components<'t> {
    rest: &'t str,
}

impl<'t> Components<'t> {
    /// A number before its letter; 0 if there is none. `None`: it is malformed, or larger than is reckoned with.
    fn whole(&mut self, letter: char) -> Option<i128> {
        let Some((digits, rest)) = self.rest.split_once(letter) else { return Some(0) };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            // The letter stands in a later place, as M does in P1YM; or a later component comes first.
            return if digits.bytes().all(|b| b.is_ascii_digit()) { None } else { Some(0) };
        }
        self.rest = rest;
        digits.parse().ok().filter(|number| *number < LARGEST)
    }

    fn seconds(&mut self) -> Option<(i128, &'t str)> {
        if self.rest.is_empty() {
            return Some((0, ""));
        }
        let number = self.rest.strip_suffix('S')?;
        self.rest = "";
        let (whole, fraction) = match number.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (number, ""),
        };
        let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !are_digits(whole) || !are_digits(fraction) {
            return None;
        }
        let whole = whole.parse().ok().filter(|number| *number < LARGEST)?;
        Some((whole, fraction.trim_end_matches('0')))
    }
}
