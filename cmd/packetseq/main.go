// Command packetseq draws packet sequence diagrams from captures.
package main

func main() {}
