package seq

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
)

// AllCaptures stands for every capture where Names asks for one.
const AllCaptures = -1

// Names holds the names of addresses, for one capture or for all of them. The
// zero value is ready to use. An address is matched as a whole and by value:
// 192.168.1.3 never touches 192.168.1.35, while FE80::0:1 and fe80::1 are one.
// A name may be any text. It is used by one goroutine at a time, but for Learn.
type Names struct {
	// OneHost is whether an address is one host in all captures, as where they saw
	// the same traffic: a name for one of them holds in all. It is set before
	// the first name.
	OneHost bool

	names map[place]string
	met   map[place]bool // of names: those whose address was looked up

	learning sync.Mutex // of learned: captures are read ahead in goroutines of their own
	learned  map[place]learnedName
}

// A place is an address in one capture, or in AllCaptures.
type place struct {
	capture int
	address string // in its canonical form
}

// place returns where an address has its names.
func (n *Names) place(capture int, address string) place {
	if n.OneHost {
		capture = AllCaptures
	}
	return place{capture, Canonical(address)}
}

// Add names an address in one capture, or in AllCaptures. A name for one
// capture wins over one for all, whichever was added first; of two for the same
// place the later one holds. An empty name keeps the address as it is.
func (n *Names) Add(capture int, address, name string) {
	if n.names == nil {
		n.names, n.met = map[place]string{}, map[place]bool{}
	}
	n.names[n.place(capture, address)] = name
}

// Lookup returns the name of an address in a capture, and whether it has one.
func (n *Names) Lookup(capture int, address string) (name string, ok bool) {
	if n == nil {
		return "", false
	}
	n.learning.Lock()
	defer n.learning.Unlock()
	if len(n.names) == 0 && len(n.learned) == 0 {
		return "", false
	}
	p := n.place(capture, address)
	name, given := n.find(p)
	if general, ok := n.find(place{AllCaptures, p.address}); !given {
		name, given = general, ok
	}
	if !given {
		name = n.learned[p].name
	}
	return name, name != ""
}

// find returns the name of a place, which then was met.
func (n *Names) find(p place) (name string, ok bool) {
	if name, ok = n.names[p]; ok {
		n.met[p] = true
	}
	return name, ok
}

// Met reports whether an address that was named in that capture, or in
// AllCaptures, has been looked up there since. One that was not is most likely
// misspelt.
func (n *Names) Met(capture int, address string) bool {
	return n.met[n.place(capture, address)]
}

// maxHostsLine bounds a line of a hosts file, in bytes.
const maxHostsLine = 64 << 10

var errLongLine = fmt.Errorf("the line is longer than %d KB", maxHostsLine>>10)

// ReadHosts adds the names of a hosts file for all captures: on each line an
// address and its names, of which the first is taken; "#" begins a comment. It
// is the form of hosts(5) and of Wireshark's own hosts file. As for the
// resolver, the first line about an address holds. A bad line is left out and
// reported with its number, from 1; an error is one of r.
func (n *Names) ReadHosts(r io.Reader, report func(line int, err error)) error {
	lines := bufio.NewReaderSize(r, maxHostsLine)
	seen := map[string]bool{}
	for number := 1; ; number++ {
		line, err := readLine(lines)
		if err == io.EOF {
			return nil
		}
		if err != nil && err != errLongLine {
			return err
		}
		var address, name string
		if err == nil {
			address, name, err = hostsLine(line, number == 1)
		}
		if err != nil {
			report(number, err)
			continue
		}
		if address = Canonical(address); address != "" && !seen[address] {
			seen[address] = true
			n.Add(AllCaptures, address, name)
		}
	}
}

// readLine returns the next line, or errLongLine behind one that is too long.
func readLine(r *bufio.Reader) (string, error) {
	line, more, err := r.ReadLine()
	if err != nil {
		return "", err
	}
	if !more {
		return string(line), nil
	}
	for more && err == nil {
		_, more, err = r.ReadLine()
	}
	if err != nil && err != io.EOF {
		return "", err
	}
	return "", errLongLine
}

// hostsLine takes one line of a hosts file apart. A line that says nothing has
// no address.
func hostsLine(line string, first bool) (address, name string, err error) {
	if first {
		line = strings.TrimPrefix(line, "\uFEFF")
	}
	line, _, _ = strings.Cut(line, "#")
	fields := strings.Fields(line)
	if len(fields) == 0 {
		return "", "", nil
	}
	if len(fields) == 1 {
		return "", "", fmt.Errorf("no name for the address %q", fields[0])
	}
	if _, err := netip.ParseAddr(fields[0]); err != nil {
		if _, err := net.ParseMAC(fields[0]); err != nil {
			return "", "", fmt.Errorf("not an address: %q", fields[0])
		}
	}
	return fields[0], fields[1], nil
}

// Canonical returns the form of an address by which it is compared: that of
// RFC 5952 for IPv6, lower case and colons for MAC. Any other text is its own.
func Canonical(address string) string {
	if a, err := netip.ParseAddr(address); err == nil {
		return a.String()
	}
	if a, err := netip.ParseAddrPort(address); err == nil {
		return a.String()
	}
	if a, err := net.ParseMAC(address); err == nil {
		return a.String()
	}
	return address
}
