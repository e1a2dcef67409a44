//! PDFs to look through: pages with QR codes drawn as shapes, as a provider's letter has them.

use std::io::Write as _;

use flate2::{Compress, Compression, FlushCompress};

/// A PDF with a page for each of `pages`: an A4 letter with a line of text, and the code of that text, 3 cm wide; no code
/// where it is empty.
pub fn pdf_with_codes(pages: &[&str]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 3 + 2 * page)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()).into_bytes(),
    ];
    for (page, text) in pages.iter().enumerate() {
        let drawn = if text.is_empty() { String::new() } else { modules(text) };
        let stream = format!("BT /F1 12 Tf 60 780 Td (Your new eSIM) Tj ET\n{drawn}");
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 << /Type \
             /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
            4 + 2 * page
        );
        objects.push(page.into_bytes());
        objects.push(format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()).into_bytes());
    }
    put_together(&objects)
}

/// A PDF of a few megabytes whose only page unpacks to so many gigabytes of spaces.
pub fn pdf_that_unpacks_to(gigabytes: usize) -> Vec<u8> {
    let spaces = vec![b' '; 1 << 20];
    let mut packed = Vec::with_capacity(spaces.len());
    // Flushed, it stands for itself wherever it is put (RFC 1951 3.2.4), so no more than a megabyte has to be packed.
    Compress::new(Compression::best(), false).compress_vec(&spaces, &mut packed, FlushCompress::Full).unwrap();
    let stream = packed.repeat(gigabytes << 10);
    let length = stream.len();
    let head = format!("<< /Length {length} /Filter /FlateDecode >>\nstream\n").into_bytes();
    put_together(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>".to_vec(),
        [head, stream, b"\nendstream".to_vec()].concat(),
    ])
}

/// A file of objects, the first of which is the catalog.
fn put_together(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        writeln!(pdf, "{} 0 obj", number + 1).unwrap();
        pdf.extend_from_slice(object);
        pdf.extend_from_slice(b"\nendobj\n");
    }
    let table = pdf.len();
    write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(pdf, "{place:010} 00000 n ").unwrap();
    }
    write!(pdf, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).unwrap();
    pdf
}

/// The black modules as rectangles, in points, on the right half of the page.
fn modules(text: &str) -> String {
    let code = qrcode::QrCode::new(text).unwrap();
    let (width, colors) = (code.width(), code.into_colors());
    let side = 85.0 / width as f64;
    colors.iter().enumerate().filter(|(_, color)| **color == qrcode::Color::Dark).fold(
        "0 g\n".to_owned(),
        |mut drawn, (at, _)| {
            let (x, y) = (320.0 + side * (at % width) as f64, 600.0 - side * (at / width) as f64);
            drawn += &format!("{x:.3} {y:.3} {side:.3} {side:.3} re\n");
            drawn
        },
    ) + "f\n"
}
