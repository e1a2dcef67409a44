//! The invented people, firms and addresses of the practice shop. Nobody here exists; every address is under
//! example.com, example.net or example.org.

/// First names, with and without accents.
pub(super) const FIRST: [&str; 56] = [
    "Aoife", "Amara", "Anders", "Beatriz", "Bronwen", "Callum", "Chidi", "Chloé", "Dilys", "Dmitri", "Eilidh", "Emeka",
    "Esme", "Farah", "Femi", "Gethin", "Grace", "Hamish", "Hana", "Idris", "Imogen", "Inés", "Iwan", "Jarek", "Jemima",
    "Joaquín", "Kasia", "Keeley", "Kofi", "Lachlan", "Leila", "Lowri", "Maeve", "Malik", "Marisol", "Nia", "Niamh",
    "Noor", "Olamide", "Oskar", "Padma", "Priya", "Quentin", "Rafe", "Renée", "Rhys", "Saoirse", "Sefton", "Siân",
    "Søren", "Tamsin", "Tegan", "Uzma", "Wilf", "Yusuf", "Zoë",
];

/// Last names, with and without accents and apostrophes.
pub(super) const LAST: [&str; 56] = [
    "Abara",
    "Ainsworth",
    "Albescu",
    "Bancroft",
    "Begum",
    "Blackwood",
    "Brännström",
    "Carrow",
    "Castellanos",
    "Chowdhury",
    "Crane",
    "D'Arcy",
    "D'Souza",
    "Delacroix",
    "Dunmore",
    "Eastwick",
    "Ekwueme",
    "Fairweather",
    "Fennimore",
    "Fitzalan",
    "Gallowglass",
    "Garside",
    "Hawthorne",
    "Hollis",
    "Ibáñez",
    "Inchbald",
    "Jankowska",
    "Kaminski",
    "Kettering",
    "Lindqvist",
    "Llewellyn",
    "MacAskill",
    "Marchetti",
    "McAllister",
    "Mensah",
    "Nakamura",
    "Nørgaard",
    "O'Brien-Hale",
    "O'Connell",
    "Okonjo",
    "Oyelaran",
    "Pargeter",
    "Penhaligon",
    "Quayle",
    "Ramanathan",
    "Rosewarne",
    "Sepúlveda",
    "Sorley",
    "Szabó",
    "Thistlewood",
    "Tremayne",
    "Underhill",
    "Vasquez",
    "Wetherby",
    "Yilmaz",
    "Zielińska",
];

/// People whose names try a layout: first name, last name.
pub(super) const REMARKABLE: [(&str, &str); 6] = [
    ("Wilhelmina Theodora", "Featherstonehaugh-Cholmondeley"),
    ("José María", "Fernández de la Vega y Ortiz"),
    ("Zoë", "O'Sullivan-Brännström"),
    ("Llŷr", "ap Gruffydd"),
    ("Bo", "Li"),
    ("Venkatanarasimharajuvaripeta", "Subramaniam"),
];

/// Firms: the name and its legal form, stored as first and last name.
pub(super) const FIRMS: [(&str, &str); 14] = [
    ("Pembrook & Daughters Furniture Restoration and Upholstery Cooperative", "Ltd"),
    ("L'Atelier Café", "Ltd"),
    ("Müller & Ó Briain Bakery", "LLP"),
    ("Quillfeather Legal", "LLP"),
    ("Saltmarsh Boatyard", "Ltd"),
    ("Tidewell Veterinary Group", "Ltd"),
    ("Brackenfold Primary School", "Trust"),
    ("Nimbus Roofing", "Ltd"),
    ("Oakhollow Estates", "plc"),
    ("Ferrybridge Taxis", "Ltd"),
    ("Copperbeech Physio", "Ltd"),
    ("Kingfisher Couriers", "Ltd"),
    ("Starling & Wren Opticians", "Ltd"),
    ("Lanternhouse Theatre", "CIC"),
];

/// Customer groups: name, what it is, city, home location.
pub(super) const GROUPS: [(&str, &str, &str, &str); 8] = [
    ("CUSTOMER_A", "Independent practices and surgeries", "Example City", "GBR"),
    ("CUSTOMER_B", "Trades and building", "Sampleton", "GBR"),
    ("CUSTOMER_C", "Shops and cafés", "Mockford", "GBR"),
    ("CUSTOMER_D", "Haulage and couriers", "Testbury", "GBR"),
    ("CUSTOMER_E", "Schools and charities", "Trialham", "GBR"),
    ("CUSTOMER_F", "Transatlantic sales team", "Demoville", "GBR,USA"),
    ("CUSTOMER_G", "Legal and accounting", "Proofwick", "GBR"),
    ("CUSTOMER_H", "Private customers", "Example City", "GBR"),
];

/// The e-mail address of a person or firm, in ASCII: `first.last@` one of the three example domains.
pub(super) fn email(first: &str, last: &str, number: usize) -> String {
    let domain = match number % 3 {
        0 => "example.com",
        1 => "example.org",
        _ => "example.net",
    };
    format!("{}.{}@{domain}", folded(first), folded(last))
}

/// Lower-case ASCII letters of a name; the accented letters used above lose their accents.
fn folded(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'a'..='z' => Some(letter),
            'á' | 'â' | 'ä' => Some('a'),
            'é' | 'ë' => Some('e'),
            'í' => Some('i'),
            'ñ' | 'ń' => Some('n'),
            'ó' | 'ö' | 'ø' => Some('o'),
            'ú' | 'ü' => Some('u'),
            'ŷ' => Some('y'),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_is_lost_when_a_name_becomes_an_address() {
        let names = FIRST.iter().chain(&LAST).copied();
        let pairs = REMARKABLE.iter().chain(&FIRMS).flat_map(|(first, last)| [*first, *last]);
        for name in names.chain(pairs) {
            let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
            assert_eq!(folded(name).len(), letters, "{name}");
        }
        assert_eq!(email("Zoë", "O'Connell", 1), "zoe.oconnell@example.org");
    }
}
