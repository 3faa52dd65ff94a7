package dissect

var ntpVersions = [8]string{
	"reserved", "NTP Version 1", "NTP Version 2", "NTP Version 3", "NTP Version 4", "reserved", "reserved", "reserved",
}

var ntpModes = [8]string{
	"reserved", "symmetric active", "symmetric passive", "client", "server", "broadcast", "control", "private",
}

// ntpPrivateCodes are ntpd's requests (ntp_request.h).
var ntpPrivateCodes = [...]string{
	0: "PEER_LIST", 1: "PEER_LIST_SUM", 2: "PEER_INFO", 3: "PEER_STATS", 4: "SYS_INFO", 5: "SYS_STATS",
	6: "IO_STATS", 7: "MEM_STATS", 8: "LOOP_INFO", 9: "TIMER_STATS", 10: "CONFIG", 11: "UNCONFIG",
	12: "SET_SYS_FLAG", 13: "CLR_SYS_FLAG", 14: "MONITOR", 15: "NOMONITOR", 16: "GET_RESTRICT", 17: "RESADDFLAGS",
	18: "RESSUBFLAGS", 19: "UNRESTRICT", 20: "MON_GETLIST", 21: "RESET_STATS", 22: "RESET_PEER", 23: "REREAD_KEYS",
	24: "DO_DIRTY_HACK", 25: "DONT_DIRTY_HACK", 26: "TRUSTKEY", 27: "UNTRUSTKEY", 28: "AUTHINFO", 29: "TRAPS",
	30: "ADD_TRAP", 31: "CLR_TRAP", 32: "REQUEST_KEY", 33: "CONTROL_KEY", 34: "GET_CTLSTATS", 35: "GET_LEAPINFO",
	36: "GET_CLOCKINFO", 37: "SET_CLKFUDGE", 38: "GET_KERNEL", 39: "GET_CLKBUGINFO", 41: "SET_PRECISION",
	42: "MON_GETLIST_1", 43: "HOSTNAME_ASSOCID", 44: "IF_STATS", 45: "IF_RELOAD",
}
