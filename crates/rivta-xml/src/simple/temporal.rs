use std::cmp::Ordering;

use crate::schema::Builtin;

/// A date, a time or a part of one, as a moment on the line of time; parts that it lacks are those of 1972-12-31T00:00:00, or
/// the first month or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Temporal<'t> {
    /// Seconds, the time zone not reckoned in.
    seconds: i128,
    /// Digits after the point of the seconds, without zeros at the end.
    fraction: &'t str,
    /// The time zone in minutes east; `None`: it has none.
    zone: Option<i128>,
}

/// How far a moment without time zone may be from where it is written, in seconds.
const FARTHEST: i128 = 14 * 3_600;

impl<'t> Temporal<'t> {
    /// A value of one of the eight types; `None`: it is malformed, or there is no such day or time.
    pub(super) fn parse(builtin: Builtin, text: &'t str) -> Option<Self> {
        let mut text = Text { rest: text };
        let (mut year, mut month, mut day, mut time, mut fraction) = (1972, 1, 1, 0, "");
        match builtin {
            Builtin::DateTime => {
                year = text.year()?;
                month = text.after('-')?;
                day = text.after('-')?;
                text.take('T')?;
                (time, fraction) = text.time()?;
            }
            Builtin::Date => {
                year = text.year()?;
                month = text.after('-')?;
                day = text.after('-')?;
            }
            Builtin::Time => {
                (time, fraction) = text.time()?;
                // 24:00:00 is the same time as 00:00:00.
                time %= 86_400;
            }
            Builtin::GYearMonth => {
                year = text.year()?;
                month = text.after('-')?;
            }
            Builtin::GYear => year = text.year()?,
            Builtin::GMonthDay => {
                text.take('-')?;
                text.take('-')?;
                month = text.two()?;
                day = text.after('-')?;
            }
            Builtin::GMonth => {
                text.take('-')?;
                text.take('-')?;
                month = text.two()?;
            }
            Builtin::GDay => {
                text.take('-')?;
                text.take('-')?;
                day = text.after('-')?;
            }
            _ => return None,
        }
        let zone = text.zone()?;
        if !(1..=12).contains(&month) || day < 1 || day > month_length(year, month) {
            return None;
        }
        Some(Self { seconds: days(year, month, day) * 86_400 + time, fraction, zone })
    }

    /// The order of two moments; `None` where one lacks a time zone and they are near each other (Part 2, section 3.2.7.4).
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        let line = |it: &Self| (it.seconds - it.zone.unwrap_or_default() * 60, it.fraction);
        let ((a, a_fraction), (b, b_fraction)) = (line(self), line(other));
        if self.zone.is_some() == other.zone.is_some() {
            return Some(a.cmp(&b).then_with(|| a_fraction.cmp(b_fraction)));
        }
        match (a - b).abs() {
            apart if apart > FARTHEST => Some(a.cmp(&b)),
            _ => None,
        }
    }

    pub(super) fn key(&self, builtin: Builtin) -> String {
        let seconds = self.seconds - self.zone.unwrap_or_default() * 60;
        // A time recurs every day: 00:00:00+01:00 is 23:00:00Z (Part 2, section 3.2.8).
        let seconds = if builtin == Builtin::Time { seconds.rem_euclid(86_400) } else { seconds };
        let zone = if self.zone.is_some() { "Z" } else { "" };
        format!("{seconds}.{}{zone}", self.fraction)
    }
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar. Years are counted as written, as if there were a year 0.
pub(super) fn days(year: i128, month: i128, day: i128) -> i128 {
    // Years that begin in March have their leap day last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Years are counted as written: year -4 is a leap year (Part 2, appendix E, maximumDayInMonthFor).
fn month_length(year: i128, month: i128) -> i128 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

struct Text<'t> {
    rest: &'t str,
}

impl<'t> Text<'t> {
    fn take(&mut self, c: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(c)?;
        Some(())
    }

    /// Two digits after a separator.
    fn after(&mut self, separator: char) -> Option<i128> {
        self.take(separator)?;
        self.two()
    }

    fn two(&mut self) -> Option<i128> {
        let (digits, rest) = self.rest.split_at_checked(2)?;
        self.rest = rest;
        number(digits)
    }

    /// Four digits or more, without a zero before more than four; no year 0.
    fn year(&mut self) -> Option<i128> {
        /// More digits than any calendar needs, and few enough to reckon with.
        const MOST_DIGITS: usize = 18;

        let negative = self.rest.starts_with('-');
        let rest = self.rest.strip_prefix('-').unwrap_or(self.rest);
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = rest.split_at_checked(length)?;
        if !(4..=MOST_DIGITS).contains(&length) || (length > 4 && digits.starts_with('0')) {
            return None;
        }
        self.rest = rest;
        let year = number(digits).filter(|year| *year > 0)?;
        Some(if negative { -year } else { year })
    }

    /// `hh:mm:ss.s`, in seconds, and the fraction.
    fn time(&mut self) -> Option<(i128, &'t str)> {
        let hour = self.two()?;
        let (minute, second) = (self.after(':')?, self.after(':')?);
        let mut fraction = "";
        if let Some(rest) = self.rest.strip_prefix('.') {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, rest) = rest.split_at_checked(length).filter(|(digits, _)| !digits.is_empty())?;
            fraction = digits.trim_end_matches('0');
            self.rest = rest;
        }
        let midnight = hour == 24 && minute == 0 && second == 0 && fraction.is_empty();
        let valid = (hour < 24 && minute < 60 && second < 60) || midnight;
        valid.then_some((hour * 3_600 + minute * 60 + second, fraction))
    }

    /// The time zone, and then nothing.
    fn zone(&mut self) -> Option<Option<i128>> {
        let sign = match self.rest.chars().next() {
            None => return Some(None),
            Some('Z') => return (self.rest == "Z").then_some(Some(0)),
            Some('+') => 1,
            Some('-') => -1,
            Some(_) => return None,
        };
        self.rest = self.rest.get(1..)?;
        let (hours, minutes) = (self.two()?, self.after(':')?);
        let valid = self.rest.is_empty() && minutes < 60 && hours * 60 + minutes <= 14 * 60;
        valid.then_some(Some(sign * (hours * 60 + minutes)))
    }
}

fn number(digits: &str) -> Option<i128> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}
