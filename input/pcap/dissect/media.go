package dissect

import (
	"bytes"
	"strings"
)

// A mediaEntity is what a message says of its body (RFC 9110 8.3).
type mediaEntity struct {
	mediaType  string // in lower case; empty if it is not told
	parameters string
}

// parameter returns what the entity says of name, without quotes.
func (e mediaEntity) parameter(name string) string {
	for rest := e.parameters; rest != ""; {
		var one string
		one, rest, _ = strings.Cut(rest, ";")
		key, value, _ := strings.Cut(one, "=")
		if !strings.EqualFold(strings.TrimSpace(key), name) {
			continue
		}
		value = strings.TrimSpace(value)
		if strings.HasPrefix(value, `"`) {
			value, _, _ = strings.Cut(value[1:], `"`)
		}
		return value
	}
	return ""
}

// A mediaDissector words what Wireshark says of a body. It returns false, and has
// written nothing, if the bytes are not what their media type says.
type mediaDissector func(p *packet, e mediaEntity, v view) bool

// media words the body of a message in HTTP or its like: what its type is, or
// what it looks like.
func (p *packet) media(e mediaEntity, v view) {
	if p.mediaByType(e, v) {
		return
	}
	for _, looks := range [...]mediaDissector{http2Preface, gifImage, jpegImage, pngImage} {
		if looks(p, e, v) {
			return
		}
	}
	if e.mediaType != "" {
		p.addInfo(" (" + printable([]byte(e.mediaType)) + ")")
	}
}

// mediaByType words a body by its media type, if that is known.
func (p *packet) mediaByType(e mediaEntity, v view) bool {
	d := mediaTypes[e.mediaType]
	if d == nil && strings.HasPrefix(e.mediaType, "multipart/") {
		d = multipart
	}
	return d != nil && d(p, e, v)
}

// opaque is what Wireshark says nothing of.
func opaque(*packet, mediaEntity, view) bool { return true }

func textLines(p *packet, e mediaEntity, v view) bool {
	const shortest = len(`<?xml version="1.0" encoding="UTF-8"?>`)
	if len(v.data) > shortest && hasPrefixFold(v.data, "<?xml") {
		return xmlText(p, e, v)
	}
	return namedMedia(p, e, v)
}

// namedMedia adds the media type.
func namedMedia(p *packet, e mediaEntity, _ view) bool {
	p.joinInfo(" ", "("+printable([]byte(e.mediaType))+")")
	return true
}

func xmlText(p *packet, e mediaEntity, v view) bool {
	name := "/XML"
	switch e.mediaType { // those of which Wireshark has the grammar
	case "application/mediaservercontrol+xml":
		name = "/MSCML"
	case "application/cpim-pidf+xml":
		name = "/PRESENCE"
	case "application/smil":
		name = "/SMIL"
	}
	v.need(0, 2)
	p.setProtocol(p.protocol + name)
	return true
}

func jsonText(p *packet, e mediaEntity, v view) bool {
	p.setProtocol(p.protocol + "/JSON")
	p.joinInfo(", ", "JavaScript Object Notation")
	if e.mediaType != "" {
		p.joinInfo(" ", "("+e.mediaType+")")
	}
	return true
}

// minImage is how long an image must be to be looked at.
const minImage = 20

func gifImage(p *packet, _ mediaEntity, v view) bool {
	if v.size < minImage || !bytes.HasPrefix(v.data, []byte("GIF87a")) && !bytes.HasPrefix(v.data, []byte("GIF89a")) {
		return false
	}
	p.addInfo(" (" + string(v.data[:6]) + ")")
	return true
}

func jpegImage(p *packet, _ mediaEntity, v view) bool {
	if v.size < minImage || !v.has(0, 11) || v.u16(0) != 0xffd8 {
		return false
	}
	if id := string(v.data[6:11]); id != "Exif\x00" && id != "JFIF\x00" {
		return false
	}
	p.joinInfo(" ", "(JPEG JFIF image)")
	return true
}

func pngImage(p *packet, _ mediaEntity, v view) bool {
	if len(v.data) < minImage || !bytes.HasPrefix(v.data, []byte("\x89PNG\r\n\x1a\n")) {
		return false
	}
	p.addInfo(" (PNG)")
	return true
}

// renamed words a body that has the columns for itself.
func renamed(protocol, info string) mediaDissector {
	return func(p *packet, _ mediaEntity, _ view) bool {
		p.setProtocol(protocol)
		p.setInfo(info)
		return true
	}
}

func dnsMessage(p *packet, _ mediaEntity, v view) bool { return dns(p, v) }

// sipFragment is a part of a SIP message in another (RFC 3420).
func sipFragment(p *packet, _ mediaEntity, v view) bool {
	n, next, _ := v.line(0, false)
	p.setProtocol(p.protocol + "/sipfrag")
	p.addInfo(", with Sipfrag(" + printable(v.data[:n]))
	if next < len(v.data) {
		p.addInfo("...)")
	} else {
		p.addInfo(")")
	}
	return true
}
