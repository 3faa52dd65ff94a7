// Command packetseq draws packet sequence diagrams from captures.
//
// This package is the wiring: flags, questions, progress, signals and exit
// codes. What it wires up is in the packages input, seq and output.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], processStdio())) }
