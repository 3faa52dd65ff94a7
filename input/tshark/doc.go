// Package tshark reads what tshark prints: its packet list in columns and as PSML, the
// whole dissections of PDML, JSON and EK, of which it makes the words of the packet
// list, and beside them the text of tcpdump. It also runs an installed tshark.
package tshark
