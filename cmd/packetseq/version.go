package main

import "runtime/debug"

// release is the version that the linker is told (see Makefile); empty in a
// plain go build or go install.
var release string

// version returns the version of the program: the release, else what Go knows
// of the module it was built from.
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(unknown version)"
}
