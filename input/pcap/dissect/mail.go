package dissect

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// maxMail is how much of a mail is kept while it comes.
const maxMail = 1 << 20

// A mailBox gathers a mail from the segments that carry it.
type mailBox struct{ data []byte }

// put adds a part of the mail, and counts it among what waits.
func (b *mailBox) put(p *packet, part []byte) {
	part = part[:min(len(part), maxMail-len(b.data))]
	b.data = append(b.data, part...)
	p.conversations.hold(len(part))
}

// take returns the mail, and makes room for the next one. It returns false if
// there was none.
func (b *mailBox) take(p *packet) ([]byte, bool) {
	data := b.data
	p.conversations.hold(-b.release())
	return data, len(data) > 0
}

// release forgets what was kept, as conversation.release asks.
func (b *mailBox) release() int {
	size := len(b.data)
	b.data = nil
	return size
}

// internetMessage is RFC 5322: the fields of a header, an empty line, and a body.
// Of the fields the sender and the subject are shown, of the body its media types,
// or its text if it has none.
func (p *packet) internetMessage(data []byte) {
	p.setProtocol(p.protocol + "/IMF")
	if !p.writes() {
		return
	}
	p.clearInfo()
	var entity mediaEntity
	var encoding string
	at, last := 0, false
	for !last {
		colon := bytes.IndexByte(data[at:], ':')
		if colon < 0 {
			at = 0
			break
		}
		key := strings.ToLower(string(data[at : at+colon]))
		start := at + colon + 1
		if at, last = mailFieldEnd(data, start); at < 0 {
			at = 0
			break
		}
		value := mailFieldValue(data[start:at])
		switch key {
		case "from", "subject":
			p.addInfo(key + ": " + printable(value) + ", ")
		case "content-type":
			entity = mailEntity(data[start:at])
		case "content-transfer-encoding":
			encoding = strings.ToLower(string(value))
		}
	}
	if last {
		at = min(at+2, len(data))
	}
	if entity.mediaType == "" {
		p.mailText(data[at:])
		return
	}
	p.fenceInfo()
	body := data[at:]
	if strings.HasPrefix(encoding, "base64") {
		decoded := make([]byte, base64.StdEncoding.DecodedLen(len(body)))
		n, _ := base64.StdEncoding.Decode(decoded, body) // what comes before an error is of use
		body = decoded[:n]
	}
	p.mediaByType(entity, viewOf(body))
}

// mailFieldEnd finds the end of a field that begins at or before an offset: the
// line behind it is no continuation. It returns -1 if there is none, and whether
// the field is the last one.
func mailFieldEnd(data []byte, at int) (end int, last bool) {
	for at < len(data) {
		n := bytes.IndexByte(data[at:], '\r')
		if n < 0 {
			break
		}
		if at += n + 1; at >= len(data) || data[at] != '\n' {
			continue
		}
		at++
		switch {
		case at >= len(data):
			return at - 2, true
		case data[at] == '\r':
			return at, at+1 < len(data) && data[at+1] == '\n'
		case data[at] != ' ' && data[at] != '\t':
			return at, false
		}
	}
	return -1, false
}

// mailFieldValue cuts the space before a value, and the end of the line, which
// is two bytes.
func mailFieldValue(field []byte) []byte {
	value := bytes.TrimLeft(field, " \t\r\n\v\f")
	if len(value) == 0 {
		value = field
	}
	return value[:max(0, len(value)-2)]
}

// mailEntity reads a media type. Wireshark knows one only where parameters follow.
func mailEntity(field []byte) mediaEntity {
	mediaType, parameters, ok := strings.Cut(string(bytes.TrimLeft(field, " \t\r\n\v\f")), ";")
	if !ok {
		return mediaEntity{}
	}
	return mediaEntity{mediaType: strings.ToLower(mediaType), parameters: strings.TrimSuffix(parameters, "\r\n")}
}

// mailText shows the lines of a body, with blanks for their ends.
func (p *packet) mailText(text []byte) {
	blank := func(r rune) rune {
		if '\t' <= r && r <= '\r' {
			return ' '
		}
		return r
	}
	v := viewOf(text)
	for at := 0; at < len(text) && !p.full(); {
		_, next, _ := v.line(at, false)
		p.joinInfo(", ", printable(bytes.Map(blank, text[at:next])))
		at = next
	}
}
