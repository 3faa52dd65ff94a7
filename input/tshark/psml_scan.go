package tshark

import (
	"strconv"
	"strings"
)

// blank returns the length of the white space that s begins with.
func blank(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\r\n")) }

// cutElement cuts s at the first tag that begins with open, "<packet", and
// returns what is before and behind that tag. Without one, all is before.
func cutElement(s, open string) (before, behind string) {
	i := strings.Index(s, open)
	if i < 0 {
		return s, ""
	}
	n := strings.IndexByte(s[i:], '>')
	if n < 0 {
		return s, ""
	}
	return s[:i], s[i+n+1:]
}

// sections appends to texts the text of each section element in s, which holds
// nothing else but white space.
func sections(texts []string, s string) ([]string, error) {
	for {
		s = s[blank(s):]
		if s == "" {
			return texts, nil
		}
		tag, ok := strings.CutPrefix(s, "<section")
		n := strings.IndexByte(tag, '>')
		if !ok || n < 0 || n > 0 && tag[0] != ' ' && tag[0] != '/' {
			return texts, errNoSections
		}
		s = tag[n+1:]
		if n > 0 && tag[n-1] == '/' {
			texts = append(texts, "")
			continue
		}
		end := strings.Index(s, endOfSection)
		if end < 0 || strings.IndexByte(s[:end], '<') >= 0 {
			return texts, errNoSections
		}
		texts = append(texts, unescapeXML(s[:end]))
		s = s[end+len(endOfSection):]
	}
}

// unescapeXML returns s with the characters that its entities stand for. What is
// no entity of XML stays as it is.
func unescapeXML(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		b.WriteString(s[:i])
		s = s[i:]
		c, n := xmlEntity(s)
		if n == 0 {
			c, n = '&', 1
		}
		b.WriteRune(c)
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}

// xmlEntity returns the character that the entity at the start of s stands for, and
// its length; 0 if there is none.
func xmlEntity(s string) (c rune, n int) {
	const longest = len("&#1114111;")
	n = strings.IndexByte(s[:min(longest, len(s))], ';') + 1
	if n == 0 {
		return 0, 0
	}
	switch name := s[1 : n-1]; name {
	case "amp":
		return '&', n
	case "lt":
		return '<', n
	case "gt":
		return '>', n
	case "quot":
		return '"', n
	case "apos":
		return '\'', n
	default:
		digits, base := strings.TrimPrefix(name, "#"), 10
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			digits, base = hex, 16
		}
		v, err := strconv.ParseUint(digits, base, 21)
		if err != nil || name[0] != '#' || v == 0 {
			return 0, 0
		}
		return rune(v), n
	}
}
