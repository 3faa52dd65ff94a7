package dissect

var syslogLevels = [8]string{"EMERG", "ALERT", "CRIT", "ERR", "WARNING", "NOTICE", "INFO", "DEBUG"}

var syslogFacilities = [...]string{
	"KERN", "USER", "MAIL", "DAEMON", "AUTH", "SYSLOG", "LPR", "NEWS", "UUCP", "CRON", "AUTHPRIV", "FTP", "NTP",
	"LOGAUDIT", "LOGALERT", "CRON", "LOCAL0", "LOCAL1", "LOCAL2", "LOCAL3", "LOCAL4", "LOCAL5", "LOCAL6", "LOCAL7",
}

// syslog is RFC 3164 4.1: a priority, and a message.
func syslog(p *packet, v view) bool {
	const maxDigits = 3
	p.setProtocol("Syslog")
	p.clearInfo()
	if !p.writes() {
		return true
	}
	at := 0
	if v.u8(0) == '<' {
		priority := 0
		for at = 1; v.has(at, 1) && isDigit(v.data[at]) && at <= maxDigits; at++ {
			priority = priority*10 + int(v.data[at]-'0')
		}
		if v.u8(at) == '>' {
			at++
		}
		facility := "UNKNOWN"
		if f := priority & 0x3f8 >> 3; f < len(syslogFacilities) {
			facility = syslogFacilities[f]
		}
		v.need(at, 1)
		p.addInfo(facility + "." + syslogLevels[priority&7] + ": ")
	}
	p.addInfo(printable(v.data[at:]))
	return true
}
