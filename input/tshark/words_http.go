package tshark

import (
	"bytes"
	"strings"
)

// httpWords says "GET / HTTP/1.1 " or "HTTP/1.1 200 OK  (text/html)": the first line,
// with a space for its end, and the type of what it carries.
func httpWords(s *sentence) bool {
	f := s.d.layer("http")
	switch {
	case f.has("http.request.method"):
		s.sayField("", f, "http.request.method")
		s.sayField(" ", f, "http.request.uri")
		s.sayField(" ", f, "http.request.version")
	case f.has("http.response.code"):
		s.sayField("", f, "http.response.version")
		s.sayField(" ", f, "http.response.code")
		s.sayField(" ", f, "http.response.phrase")
	default:
		s.say("Continuation")
		return true
	}
	s.say(" ")
	kind, _, _ := bytes.Cut(f.get("http.content_type"), []byte{';'})
	kind = bytes.ToLower(bytes.TrimSpace(kind))
	switch carried := s.chain[s.chain.last("http")+1:]; {
	case carried.has("json"):
		s.protocol += "/JSON"
		s.say(", JavaScript Object Notation (", string(kind), ")")
	case carried.has("xml"):
		s.protocol += "/XML"
	case len(kind) > 0 && carried.showsType():
		s.say(" (", string(kind), ")")
	}
	return true
}

// showsType reports whether Info tells the type of what HTTP carries.
func (c chain) showsType() bool {
	for _, name := range c {
		switch {
		case name == "data-text-lines", name == "media", name == "urlencoded-form",
			name == "mime_multipart", name == "png", strings.HasPrefix(name, "image-"):
			return true
		}
	}
	return false
}
