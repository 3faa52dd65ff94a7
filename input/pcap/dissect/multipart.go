package dissect

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// multipart is a body made of bodies (RFC 2046 5.1). It adds nothing of its own, but
// what its parts write comes after what was written before.
func multipart(p *packet, e mediaEntity, v view) bool {
	boundary := e.parameter("boundary")
	if boundary == "" || e.mediaType == "multipart/encrypted" {
		return true
	}
	p.fenceInfo()
	delimiter := []byte("--" + boundary)
	rest := v.data
	start := bytes.Index(rest, delimiter)
	if start < 0 || start > 0 && rest[start-1] != '\n' && rest[start-1] != '\r' {
		return true
	}
	rest = rest[start+len(delimiter):]
	for !bytes.HasPrefix(rest, []byte("--")) {
		_, next, _ := viewOf(rest).line(0, false)
		rest = rest[next:]
		end := bytes.Index(rest, append([]byte("\r\n"), delimiter...))
		skip := 2
		if end < 0 {
			if end, skip = bytes.Index(rest, append([]byte("\n"), delimiter...)), 1; end < 0 {
				break
			}
		}
		p.bodyPart(rest[:end])
		rest = rest[end+skip+len(delimiter):]
	}
	return true
}

// bodyPart words one part: headers, an empty line, the body.
func (p *packet) bodyPart(part []byte) {
	var e mediaEntity
	var encoding string
	v := viewOf(part)
	offset := 0
	for offset < len(part) {
		n, next, _ := v.line(offset, false)
		name, value, isHeader := strings.Cut(string(part[offset:offset+n]), ":")
		if !isHeader {
			if n == 0 {
				offset = next
			}
			break
		}
		for next < len(part) && (part[next] == ' ' || part[next] == '\t') { // a header that is folded
			n, after, _ := v.line(next, false)
			value, next = value+string(part[next:next+n]), after
		}
		switch strings.ToLower(name) {
		case "content-type", "c":
			e.mediaType, e.parameters = splitMediaType(strings.TrimSpace(value))
		case "content-transfer-encoding":
			encoding = strings.ToLower(strings.TrimSpace(value))
		}
		offset = next
	}
	body := part[offset:]
	if e.mediaType == "" || e.mediaType == "application/octet-stream" {
		return
	}
	if strings.HasPrefix(encoding, "base64") {
		decoded := make([]byte, base64.StdEncoding.DecodedLen(len(body)))
		n, _ := base64.StdEncoding.Decode(decoded, body) // what comes before an error is of use
		body = decoded[:n]
	}
	if !p.mediaByType(e, viewOf(body)) {
		p.addInfo(" (" + printable([]byte(e.mediaType)) + ")")
	}
}
