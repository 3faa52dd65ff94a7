package main

import (
	"slices"
	"strings"

	"github.com/packetseq/packetseq/input"
	inputcsv "github.com/packetseq/packetseq/input/csv"
	"github.com/packetseq/packetseq/input/pcap"
	"github.com/packetseq/packetseq/input/tshark"
	"github.com/packetseq/packetseq/output"
	outputcsv "github.com/packetseq/packetseq/output/csv"
	"github.com/packetseq/packetseq/output/diag"
	"github.com/packetseq/packetseq/output/image"
	"github.com/packetseq/packetseq/output/json"
	"github.com/packetseq/packetseq/output/mermaid"
	"github.com/packetseq/packetseq/output/mscgen"
	"github.com/packetseq/packetseq/output/plantuml"
	"github.com/packetseq/packetseq/output/text"
)

// inputFormats are the captures that can be read, in the order in which they
// are looked for: the surest marks first. A new format is one line here.
var inputFormats = []input.Format{
	pcap.Format,
	tshark.PDML,
	tshark.PSML,
	tshark.EK,
	tshark.JSON,
	tshark.Text,
	tshark.Tcpdump,
	inputcsv.Format,
}

// outputFormats are the forms a diagram can have, in the order of help texts.
// A new format is one line here.
var outputFormats = []output.Format{
	image.PNG,
	image.SVG,
	image.PDF,
	diag.Format,
	plantuml.Format,
	mermaid.Format,
	mscgen.Format,
	text.Format,
	json.Format,
	outputcsv.Format,
}

// The types that are written when the user names none.
var (
	defaultType     = image.PNG.Name   // into files
	defaultStream   = diag.Format.Name // to standard output, and beside a picture
	defaultTerminal = text.Format.Name // to standard output, if that is a terminal
)

func inputNames() []string {
	names := make([]string, len(inputFormats))
	for i, f := range inputFormats {
		names[i] = f.Name
	}
	return names
}

func outputNames() []string {
	names := make([]string, len(outputFormats))
	for i, f := range outputFormats {
		names[i] = f.Name
	}
	return names
}

func inputNamed(name string) (input.Format, bool) {
	i := slices.IndexFunc(inputFormats, func(f input.Format) bool { return f.Name == name })
	if i < 0 {
		return input.Format{}, false
	}
	return inputFormats[i], true
}

func outputNamed(name string) (output.Format, bool) {
	i := slices.IndexFunc(outputFormats, func(f output.Format) bool { return f.Name == name })
	if i < 0 {
		return output.Format{}, false
	}
	return outputFormats[i], true
}

// outputWithSuffix finds the type that a file name chooses by its suffix, and
// returns the suffix as it was written.
func outputWithSuffix(name string) (format output.Format, suffix string, ok bool) {
	for _, f := range outputFormats {
		for _, s := range f.Suffixes {
			if cut := len(name) - len(s); cut > 0 && strings.EqualFold(name[cut:], s) {
				return f, name[cut:], true
			}
		}
	}
	return output.Format{}, "", false
}
