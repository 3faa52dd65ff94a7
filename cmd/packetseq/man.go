package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

// manSections are the parts of the manual page that are plain text: what cli.md
// tells beyond its tables of flags. A paragraph is one string.
var manSections = []struct {
	title      string
	paragraphs []string
}{
	{"INPUT", []string{
		"The format of a capture is found from its content, never from its name. Compression with gzip, zstd or lz4 is peeled first. --format forces a format.",
		"A capture that is cut short or damaged still gives the diagram of what could be read; what is wrong with it is told on standard error as FILE:LINE: TEXT, ten times for each capture and then with a count, and the exit status is 1. A capture that cannot be opened does not keep the others from being drawn.",
		"The packets of all captures are put into one order, by time, then by capture, then by number. Within a capture that order is restored over 16,384 packets; a pipe that is drawn to standard output, or with --count, is taken in the order in which it comes, so that each packet is shown at once and the last one that counts ends the reading.",
		"With --merge a packet that several captures saw is one message, and --count counts messages: -c 30 shows 30 of them, which two captures may have seen as 60 packets.",
	}},
	{"NAMES", []string{
		"Where standard input is a terminal, the captures are files and none of --name, --hosts and --resolve is given, the names of two ends are asked for in each capture: those of its first SYN, else of its first packet (a SYN is looked for in the first 16,384 packets). An empty answer keeps the address. The questions go to the terminal, and with --ask without one to standard error. A name that is asked for holds in that capture only, as does a --name with a CAPTURE, which is the capture's file name as it was given, its base name, or its number from 1. What can be an address as a whole is one: 1:fe80::1 is no address of the first capture, client.csv:fe80::1 is.",
		"With --merge an address is one host in all captures, so a name for it holds in all of them: of several by --name that for all captures, else the first capture's, and the others are told on standard error. The lifelines of where captures were taken are named after the files. So nothing is asked for without --ask, and with it each address once.",
		"The names that somebody has saved with a capture (name-resolution blocks of pcapng) are used. With --resolve so are those that its packets tell: in answers of DNS, server names of TLS, and the Host of HTTP requests, the former before the latter. Nothing is asked of the network. Files are read twice for that; what can be read only once names a host by what it told before the host was met. Names that are given go before them.",
	}},
	{"OUTPUT", []string{
		"Without --out, the diagram is written to out.png and out.diag; an image always comes with its .diag when the name was left to the default. Where standard input is the only capture, the diagram goes to standard output, as does one with --out -; its type is then diag unless --type says otherwise. Binary types are not written to a terminal.",
		"A NAME with a known suffix chooses its type; a --type that does not contain that type is an error, and so is the suffix of a well-known type that is not written, such as .jpg. To other names the suffix is added. Files appear whole or not at all. What is read, such as a capture, is never written over.",
		"The first interrupt (Ctrl-C, SIGTERM or SIGHUP) ends the reading and finishes the diagram; the second stops the program, and what was not complete is not written. While names are asked for, the first stops it at once. A reader of standard output that goes away ends the program quietly.",
	}},
}

// writeMan writes the manual page, in the man macros of roff.
func writeMan(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, ".TH PACKETSEQ 1 \"\" \"packetseq %s\" \"User Commands\"\n", roff(version()))
	fmt.Fprintf(b, ".SH NAME\npacketseq \\- draw packet sequence diagrams from captures\n")
	fmt.Fprintf(b, ".SH SYNOPSIS\n.B packetseq\n%s\n", roff(strings.TrimPrefix(synopsis, "packetseq ")))
	fmt.Fprintf(b, ".SH DESCRIPTION\n%s\n", roff(strings.ReplaceAll(intro, "\n", " ")))
	fmt.Fprintf(b, ".SH OPTIONS\n")
	for _, group := range newFlags(new(options)) {
		fmt.Fprintf(b, ".SS %s\n", roff(group.title))
		group.flags.VisitAll(func(f *pflag.Flag) {
			_, usage := flagUsage(f)
			fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(flagSynopsis(f)), roff(usage))
		})
	}
	for _, s := range manSections {
		fmt.Fprintf(b, ".SH %s\n", s.title)
		for _, p := range s.paragraphs {
			fmt.Fprintf(b, ".PP\n%s\n", roff(p))
		}
	}
	writeManLists(b)
	return b.Flush()
}

// writeManLists writes the parts of the manual page that are made from lists.
func writeManLists(w io.Writer) {
	fmt.Fprint(w, ".SH FORMATS\n.SS Captures\n")
	for _, f := range inputFormats {
		fmt.Fprintf(w, ".TP\n.B %s\n%s\n", roff(f.Name), roff(f.Help))
	}
	fmt.Fprint(w, ".SS Types of output\n")
	for _, f := range outputFormats {
		fmt.Fprintf(w, ".TP\n.B %s\n%s (%s)\n", roff(f.Name), roff(f.Help), roff(strings.Join(f.Suffixes, ", ")))
	}
	fmt.Fprint(w, ".SH EXIT STATUS\n")
	for _, e := range exitHelp {
		fmt.Fprintf(w, ".TP\n.B %d\n%s\n", e.code, roff(e.help))
	}
	fmt.Fprint(w, ".SH EXAMPLES\n")
	for _, e := range examples {
		fmt.Fprintf(w, ".TP\n.B %s\n%s\n", roff(e.command), roff(e.does))
	}
	fmt.Fprint(w, ".SH SEE ALSO\n.BR tshark (1),\n.BR seqdiag (1)\n")
}

// roff escapes a text of one line: backslashes and hyphens everywhere, and a
// dot or quote at its beginning, where it would be a request.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`).Replace(s)
	if strings.HasPrefix(s, ".") {
		s = `\&` + s
	}
	return s
}
