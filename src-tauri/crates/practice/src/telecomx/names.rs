//! The invented people, firms and streets of the Danish practice shop. Nobody here exists; every address is under
//! example.com.

/// First names, many with æ, ø or å.
pub(super) const FIRST: [&str; 40] = [
    "Åse",
    "Bjørn",
    "Søren",
    "Jørgen",
    "Kåre",
    "Mette",
    "Bjørg",
    "Rasmus",
    "Signe",
    "Frederik",
    "Asbjørn",
    "Thøger",
    "Ingrid",
    "Mads",
    "Kirstine",
    "Lærke",
    "Freja",
    "Anders",
    "Gorm",
    "Sigrid",
    "Aksel",
    "Ærø",
    "Malthe",
    "Ida",
    "Viggo",
    "Karen-Margrethe",
    "Jens",
    "Nanna",
    "Øjvind",
    "Tove",
    "Laust",
    "Dagny",
    "Håkon",
    "Pernille",
    "Birgit",
    "Troels",
    "Yrsa",
    "Esben",
    "Maja",
    "Regnar",
];

/// Last names.
pub(super) const LAST: [&str; 36] = [
    "Kjærgaard",
    "Sørensen",
    "Nørgaard",
    "Østergaard",
    "Ågesen",
    "Brøndum",
    "Møller",
    "Skovbæk",
    "Lillelund",
    "Højgaard",
    "Bækgaard",
    "Fjeldsted",
    "Grønvold",
    "Hjorth",
    "Ibsgaard",
    "Jægersborg",
    "Kølbæk",
    "Løvenskjold",
    "Mørch",
    "Nygård",
    "Overgaard",
    "Præstholm",
    "Rødding",
    "Søgaard",
    "Thorhauge",
    "Ulvsund",
    "Vestergård",
    "Winther",
    "Årup",
    "Ærenlund",
    "Skaarup",
    "Damsgaard",
    "Elbæk",
    "Friis",
    "Holmgård",
    "Dalsgaard",
];

/// Firms after the first, which is `FIRST_FIRM`.
pub(super) const FIRMS: [&str; 18] = [
    "Nordlys Tandklinik ApS",
    "Bageriet på Åen",
    "Rørlægger Søgaard & Søn",
    "Fjordens Frisør",
    "Æblegården I/S",
    "Skovbæk Arkitekter A/S",
    "Cykelsmeden Ærø",
    "Havblik Ejendomme ApS",
    "Møllebakkens Dyreklinik",
    "Østerbro Øvelsescafé",
    "Gråstens Glarmester",
    "Lærkevang Vuggestue",
    "Jydsk Prøvetransport A/S",
    "Revisor Højgaard",
    "Tømrerne på Kajen",
    "Lystbådehavnen Sønderkyst",
    "Blåbær & Birk Catering",
    "Vindmølleservice Øst",
];

/// The customer of the first line.
pub(super) const FIRST_FIRM: &str = "Kaffe & Co ApS";

/// Streets.
pub(super) const STREETS: [&str; 10] = [
    "Åboulevarden",
    "Søndergade",
    "Skovbrynet",
    "Æblevej",
    "Øster Allé",
    "Havnegade",
    "Møllestien",
    "Bækkelunden",
    "Kirkestræde",
    "Strandvænget",
];

/// Zip codes and towns.
pub(super) const TOWNS: [(&str, &str); 8] = [
    ("8000", "Aarhus C"),
    ("5000", "Odense C"),
    ("9000", "Aalborg"),
    ("6700", "Esbjerg"),
    ("4000", "Roskilde"),
    ("3000", "Helsingør"),
    ("7100", "Vejle"),
    ("6400", "Sønderborg"),
];

/// Devices.
pub(super) const DEVICES: [&str; 5] = ["iPhone 15", "Galaxy S24", "Pixel 8", "Fairphone 5", ""];

/// `aase.kjaergaard@example.com`
pub(super) fn email(first: &str, last: &str) -> String {
    format!("{}.{}@example.com", plain(first), plain(last))
}

/// Lower-case ASCII: the Danish letters written out, everything else left away.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.to_lowercase().chars() {
        match letter {
            'æ' => plain.push_str("ae"),
            'ø' => plain.push_str("oe"),
            'å' => plain.push_str("aa"),
            ' ' => plain.push('-'),
            letter if letter.is_ascii_alphanumeric() || letter == '-' => plain.push(letter),
            _ => {}
        }
    }
    plain
}
