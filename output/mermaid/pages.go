package mermaid

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/packetseq/packetseq/output"
)

// pageLimit is the default of Mermaid's maxTextSize, in units of UTF-16. A text
// cannot raise it for itself.
const pageLimit = 50_000

// pages are the texts of one diagram. Each is written as it comes, and declares
// the lifelines that were there before it. They need memory for the lifelines
// only.
type pages struct {
	files   output.Files
	options output.Options
	page    io.Writer // nil before the first
	number  int       // of the page, from 1
	length  int       // of the page so far
	empty   int       // its length without lifelines and messages
	whole   bool      // there can be no further page
	long    int       // pages beyond the limit

	heads    []output.Head // by participant
	declared []bool        // on this page, by participant
	first    int           // of those, from left to right; -1 for none
	last     int           // likewise
	changed  map[int]bool  // those that addresses have joined since their last declaration
	line     []byte
}

// participant takes the head of a participant, which may be known already.
func (p *pages) participant(index int, h output.Head) error {
	if index < len(p.heads) {
		p.heads[index] = h
		p.changed[index] = true
		return nil
	}
	p.heads = append(p.heads, h)
	p.declared = append(p.declared, false)
	return p.reserve(0, index)
}

// write writes a statement about participants.
func (p *pages) write(line []byte, participants ...int) error {
	n := length(line)
	if err := p.reserve(n, participants...); err != nil {
		return err
	}
	p.length += n
	_, err := p.page.Write(line)
	return err
}

// reserve makes room on a page for n characters about participants, and
// declares those that the page does not know.
func (p *pages) reserve(n int, participants ...int) error {
	if p.page == nil {
		if err := p.turn(); err != nil {
			return err
		}
	}
	declarations := p.declarations(participants)
	full := p.length+n+length(declarations) > pageLimit
	if full && p.length > p.empty && !p.whole {
		if err := p.turn(); err != nil {
			return err
		}
		declarations = p.declarations(participants)
	}
	return p.declare(declarations, participants)
}

// declarations returns the statements that declare the participants which the
// page does not know. They are valid until the next call.
func (p *pages) declarations(participants []int) []byte {
	b := p.line[:0]
	for i, index := range participants {
		if !p.declared[index] && (i == 0 || participants[0] != index) {
			b = appendID(append(b, "  participant "...), index)
			b = append(appendHead(append(b, " as "...), p.heads[index]), '\n')
		}
	}
	p.line = b
	return b
}

// declare writes the declarations of participants.
func (p *pages) declare(declarations []byte, participants []int) error {
	for _, index := range participants {
		if p.declared[index] {
			continue
		}
		if p.declared[index] = true; p.first < 0 {
			p.first = index
		}
		p.last = index
		delete(p.changed, index)
	}
	p.length += length(declarations)
	_, err := p.page.Write(declarations)
	return err
}

// turn begins the next page. Where there can be none, the one there is goes on.
func (p *pages) turn() error {
	page, err := p.files.Page(p.number+1, 0)
	if errors.Is(err, output.ErrOnePage) {
		p.whole = true
		return nil
	}
	if err != nil {
		return err
	}
	p.countLong()
	p.page = page
	p.number++
	p.length, p.first = 0, -1
	clear(p.declared)
	return p.begin()
}

// countLong counts the page if it is too long, as one with a single statement can
// be.
func (p *pages) countLong() {
	if p.length > pageLimit {
		p.long++
	}
}

// begin writes the head of a page: its settings, its title, and the lifelines
// in the order of the pages before, unless they are so many that each page
// declares only those it needs.
func (p *pages) begin() error {
	var b []byte
	if p.options.Theme == output.Dark {
		b = append(b, "%%{init: {\"theme\": \"dark\"}}%%\n"...)
	}
	b = append(b, "sequenceDiagram\n"...)
	if p.options.Title != "" {
		b = appendText(append(b, "  title "...), p.options.Title)
		if p.number > 1 {
			b = append(strconv.AppendInt(append(b, " (page "...), int64(p.number), 10), ')')
		}
		b = append(b, '\n')
	}
	p.length = length(b)
	if _, err := p.page.Write(b); err != nil {
		return err
	}
	p.empty = p.length
	all := make([]int, len(p.heads))
	for i := range all {
		all[i] = i
	}
	if declarations := p.declarations(all); length(declarations) <= pageLimit/2 {
		return p.declare(declarations, all)
	}
	return nil
}

// end completes the pages, and says where Mermaid's limit was met.
func (p *pages) end() error {
	if err := p.reserve(0); err != nil {
		return err
	}
	if p.whole {
		p.options.Remark(fmt.Sprintf("Mermaid draws an error in place of a text of more than %d characters, and this one has %d: -o NAME writes several files; -c, --fold and -i summary make it shorter", pageLimit, p.length))
		return nil
	}
	if p.number > 1 {
		p.options.Remark(fmt.Sprintf("Mermaid draws no text of more than %d characters, so the diagram is in %d files", pageLimit, p.number))
	}
	if p.countLong(); p.long > 0 {
		p.options.Remark(fmt.Sprintf("a single text takes more than the %d characters that Mermaid draws, in %d of %d files: -i summary makes labels shorter", pageLimit, p.long, p.number))
	}
	return nil
}
