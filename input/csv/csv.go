// Package csv reads captures written as delimited text: first of all Wireshark's
// "Export Packet Dissections, As CSV", then what spreadsheets and scripts make
// of it.
//
//	"No.","Time","Source","Destination","Protocol","Length","Info"
//	"1","2016-08-27 11:14:45.493525","192.168.1.3","192.168.1.62","TCP","66","53833  >  3128 [SYN] Seq=0 …"
//
// Cells are separated by commas, semicolons, tabs, bars or spaces, as the first
// line shows, and quoted as in RFC 4180. The first line holds titles, unless it
// looks like a packet: in Wireshark's default columns, or in those whose shape
// tells what they are. Known titles may come in any order; the others are extra
// columns.
//
// tshark -T fields and -T tabs are read too. They quote all cells or none, and
// leave quotes and separators inside as they are.
//
// If the first line is separated by commas and all its cells are quoted, as
// Wireshark writes it and a spreadsheet does not, then quoted cells have C-style
// escapes, which are undone (see unescape). Else a backslash is a backslash.
//
// A capture in UTF-16 with its byte order mark, as spreadsheets write "Unicode
// text", is decoded. Every text of a packet is valid UTF-8; what is not, and NUL, is read as U+FFFD.
package csv

import (
	"bytes"
	"io"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// Format is delimited text.
var Format = input.Format{
	Name:   "csv",
	Help:   "Wireshark's CSV export, and other text in columns",
	Detect: detect,
	New:    newReader,
}

func newReader(r io.Reader, o input.Options) seq.Reader {
	return &reader{packets: packets{o: o, rows: newRows(r)}}
}

// byteOrderMark begins many UTF-8 files of Windows.
const byteOrderMark = "\xEF\xBB\xBF"

// detect goes by the first line, or what there is of it: it has known titles, or
// the shape of a packet, or is made of several short cells, which may be
// titles that only the user knows.
func detect(head []byte) bool {
	if isUTF16(head) {
		head = fromUTF16(head)
	}
	line, _, whole := bytes.Cut(bytes.TrimLeft(bytes.TrimPrefix(head, []byte(byteOrderMark)), "\r\n"), []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	if bytes.IndexByte(line, 0) >= 0 {
		return false
	}
	h := sniff(line, nil)
	s := splitter{dialect: h.dialect}
	s.split(line)
	if len(s.cells) < 2 {
		return false
	}
	return h.known > 0 || beginsLikePacket(h.texts, whole) || h.guess.sure() || areTitles(line, s.cells)
}

// beginsLikePacket is looksLikePacket for a line that may be cut off: what is missing
// may be right, and the last cell may be longer.
func beginsLikePacket(texts []string, whole bool) bool {
	if whole {
		return looksLikePacket(texts)
	}
	if len(texts) < 3 {
		return false
	}
	return looksLikePacket([]string{texts[0], texts[1], "", "", "", "0", ""})
}

// areTitles reports whether cells may be the titles of columns: three or more,
// all quoted or short words, and no arrow, as tshark's columns have.
func areTitles(line []byte, cells []cell) bool {
	const longest = 32
	for _, c := range cells {
		text := line[c.start:c.end]
		if len(text) > longest || !c.quoted && (bytes.ContainsAny(text, "{}[]<>") || bytes.HasPrefix(text, []byte(" "))) || bytes.Contains(text, []byte("→")) {
			return false
		}
	}
	return len(cells) >= 3
}
