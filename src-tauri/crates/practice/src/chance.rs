//! Seeded pseudo-randomness: the same seed gives the same customers, codes and keys on every system and version. Not
//! for secrets: everything made here is fiction.

/// Letters and digits of matching ids (GSMA SGP.22 4.1 allows 0-9, A-Z and `-`).
const CODE_ALPHABET: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// A stream of numbers that depends on nothing but its seed (64-bit mix of a Weyl sequence).
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    /// A stream for `seed`; `salt` keeps two streams of one seed apart.
    pub(crate) fn new(seed: u64, salt: u64) -> Self {
        Self { state: mix(seed ^ mix(salt)) }
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.state)
    }

    /// A number below `bound`; 0 for a bound of 0. The bias of the remainder is of no matter here.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX);
        let drawn = self.next().checked_rem(bound).unwrap_or(0);
        usize::try_from(drawn).unwrap_or(0)
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`; `fallback` for an empty list.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T], fallback: &'a T) -> &'a T {
        choices.get(self.below(choices.len())).unwrap_or(fallback)
    }

    /// Puts `items` in a seeded order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// So many upper-case letters and digits.
    pub(crate) fn code(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(*self.pick(CODE_ALPHABET, &b'0'))).collect()
    }

    /// So many decimal digits.
    pub(crate) fn digits(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(*self.pick(b"0123456789", &b'0'))).collect()
    }
}

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_the_stream_and_another_seed_or_salt_changes_it() {
        let code = |seed, salt| Chance::new(seed, salt).code(24);
        assert_eq!(code(7, 1), code(7, 1));
        assert_ne!(code(7, 1), code(8, 1));
        assert_ne!(code(7, 1), code(7, 2));
    }

    #[test]
    fn draws_stay_in_bounds_and_a_shuffle_keeps_every_item() {
        let mut chance = Chance::new(1, 1);
        assert!((0..200).all(|_| chance.below(3) < 3));
        assert_eq!(chance.below(0), 0);
        let mut items: Vec<u32> = (0..50).collect();
        chance.shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
