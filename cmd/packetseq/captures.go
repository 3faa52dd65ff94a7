package main

import (
	"net"
	"net/netip"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// stdinName stands for standard input among the captures.
const stdinName = "-"

// captureList is the captures as the user named them.
type captureList []string

// find returns the captures that ref can mean: those with just that name, else
// those with that base name, else the one with that number from 1.
func (c captureList) find(ref string) []int {
	matching := func(fits func(name string) bool) (found []int) {
		for i, name := range c {
			if fits(name) {
				found = append(found, i)
			}
		}
		return found
	}
	if found := matching(func(name string) bool { return name == ref }); found != nil {
		return found
	}
	if found := matching(func(name string) bool { return filepath.Base(name) == ref }); found != nil {
		return found
	}
	if number, err := strconv.Atoi(ref); err == nil && 1 <= number && number <= len(c) {
		return []int{number - 1}
	}
	return nil
}

// one returns the capture that ref means.
func (c captureList) one(ref string) (int, error) {
	found := c.find(ref)
	switch len(found) {
	case 0:
		return 0, usagef("no capture %q on the command line", ref)
	case 1:
		return found[0], nil
	}
	return 0, usagef("%q can mean %d captures: use the number of one, from 1", ref, len(found))
}

// parseOffset reads one --offset, CAPTURE=DURATION. The last "=" divides them:
// one may stand in a file name, but none in a duration.
func (c captureList) parseOffset(spec string) (capture int, ahead time.Duration, err error) {
	cut := strings.LastIndexByte(spec, '=')
	if cut < 0 {
		return 0, 0, usagef("--offset %q does not have the form CAPTURE=DURATION", spec)
	}
	ahead, err = time.ParseDuration(spec[cut+1:])
	if err != nil {
		return 0, 0, usagef("--offset %q: a duration has units, such as 9h0m20.9s or -250ms", spec)
	}
	capture, err = c.one(spec[:cut])
	return capture, ahead, err
}

// A givenName is one --name: what an address is called.
type givenName struct {
	capture       int // or seq.AllCaptures
	address, name string
}

// parseName reads one --name, [CAPTURE:]ADDRESS=NAME. After the capture the
// first "=" divides address and name: any text may stand in a name.
func (c captureList) parseName(spec string) (givenName, error) {
	capture, rest, err := c.cutCapture(spec)
	if err != nil {
		return givenName{}, err
	}
	address, name, ok := strings.Cut(rest, "=")
	if !ok || address == "" || name == "" {
		return givenName{}, usagef("--name %q does not have the form [CAPTURE:]ADDRESS=NAME", spec)
	}
	if capture == seq.AllCaptures && !addressLike(address) {
		return givenName{}, usagef("--name %q: %q is no address, and begins with no capture of the command line", spec, address)
	}
	return givenName{capture, address, name}, nil
}

// cutCapture takes the capture off the front of a --name. A colon may belong to
// an address, so that what is before it counts as a capture only if it is one;
// the longest that is one counts.
func (c captureList) cutCapture(spec string) (capture int, rest string, err error) {
	if address, _, _ := strings.Cut(spec, "="); isAddress(address) {
		return seq.AllCaptures, spec, nil
	}
	for i := len(spec) - 1; i > 0; i-- {
		if spec[i] == ':' && len(c.find(spec[:i])) > 0 {
			capture, err = c.one(spec[:i])
			return capture, spec[i+1:], err
		}
	}
	return seq.AllCaptures, spec, nil
}

// isAddress reports whether s can be nothing but an address.
func isAddress(s string) bool {
	_, ipErr := netip.ParseAddr(s)
	_, portErr := netip.ParseAddrPort(s)
	_, macErr := net.ParseMAC(s)
	return slices.Contains([]error{ipErr, portErr, macErr}, nil)
}

// addressLike reports whether s can be an address as a capture shows one: also
// a resolved name, one with a port ("web:80"), and a MAC address with the name
// of its maker ("Intel_01:02:03"). In all of them, what stands after the last
// colon is a number.
func addressLike(s string) bool {
	colon := strings.LastIndexByte(s, ':')
	if colon < 0 || isAddress(s) {
		return true
	}
	_, err := strconv.ParseUint(s[colon+1:], 16, 20)
	return err == nil
}
