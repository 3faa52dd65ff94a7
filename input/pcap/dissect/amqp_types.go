package dissect

// An amqpClass is a class of methods of AMQP 0-9-1 (its section 1.3 ff.).
type amqpClass struct {
	name    string
	methods map[uint16]string

	// silent classes say nothing of a method that is not known.
	silent bool

	// shown says where in the arguments of a method is what Info shows. Digits are
	// bytes to skip, a dot is a text to skip, and letters are texts that
	// amqpLabels has the labels of.
	shown map[uint16]string
}

const (
	amqpBasic       = 60
	amqpDeliver     = 60
	amqpContentType = 0x8000
)

var amqpLabels = map[rune]string{
	'v': "vhost=", 't': "reply=", 'x': "x=", 'd': "dx=", 's': "sx=", 'b': "bk=", 'q': "q=", 'r': "rk=",
}

var amqpClasses = map[uint16]amqpClass{
	10: {name: "Connection", shown: map[uint16]string{40: "v", 50: "2t"}, methods: map[uint16]string{
		10: "Start", 11: "Start-Ok", 20: "Secure", 21: "Secure-Ok", 30: "Tune", 31: "Tune-Ok", 40: "Open", 41: "Open-Ok",
		42: "Redirect", 50: "Close", 51: "Close-Ok", 60: "Blocked", 61: "Unblocked",
	}},
	20: {name: "Channel", shown: map[uint16]string{40: "2t"}, methods: map[uint16]string{
		10: "Open", 11: "Open-Ok", 20: "Flow", 21: "Flow-Ok", 40: "Close", 41: "Close-Ok", 50: "Resume", 60: "Ping", 70: "Pong",
		80: "Ok",
	}},
	30: {name: "Access", silent: true, methods: map[uint16]string{10: "Request", 11: "Request-Ok"}},
	40: {name: "Exchange", shown: map[uint16]string{10: "2x", 20: "2x", 30: "2dsb"}, methods: map[uint16]string{
		10: "Declare", 11: "Declare-Ok", 20: "Delete", 21: "Delete-Ok", 30: "Bind", 31: "Bind-Ok", 40: "Unbind", 41: "Unbind-Ok",
	}},
	50: {name: "Queue", shown: map[uint16]string{10: "2q", 11: "q", 20: "2qxb", 30: "2q", 40: "2q", 50: "2qxr"}, methods: map[uint16]string{
		10: "Declare", 11: "Declare-Ok", 20: "Bind", 21: "Bind-Ok", 30: "Purge", 31: "Purge-Ok", 40: "Delete", 41: "Delete-Ok",
		50: "Unbind", 51: "Unbind-Ok",
	}},
	amqpBasic: {name: "Basic", shown: map[uint16]string{20: "2q", 40: "2xr", amqpDeliver: ".9xr", 70: "2q", 71: "9xr"}, methods: map[uint16]string{
		10: "Qos", 11: "Qos-Ok", 20: "Consume", 21: "Consume-Ok", 30: "Cancel", 31: "Cancel-Ok", 40: "Publish", 50: "Return",
		amqpDeliver: "Deliver", 70: "Get", 71: "Get-Ok", 72: "Get-Empty", 80: "Ack", 90: "Reject", 100: "Recover-Async",
		110: "Recover", 111: "Recover-Ok", 120: "Nack",
	}},
	70: {name: "File", methods: map[uint16]string{
		10: "Qos", 11: "Qos-Ok", 20: "Consume", 21: "Consume-Ok", 30: "Cancel", 31: "Cancel-Ok", 40: "Open", 41: "Open-Ok", 50: "Stage",
		60: "Publish", 70: "Return", 80: "Deliver", 90: "Ack", 100: "Reject",
	}},
	80: {name: "Stream", methods: map[uint16]string{
		10: "Qos", 11: "Qos-Ok", 20: "Consume", 21: "Consume-Ok", 30: "Cancel", 31: "Cancel-Ok", 40: "Publish", 50: "Return",
		60: "Deliver",
	}},
	85: {name: "Confirm", silent: true, methods: map[uint16]string{10: "Select", 11: "Select-Ok"}},
	90: {name: "Tx", methods: map[uint16]string{
		10: "Select", 11: "Select-Ok", 20: "Commit", 21: "Commit-Ok", 30: "Rollback", 31: "Rollback-Ok",
	}},
	100: {name: "Dtx", methods: map[uint16]string{10: "Select", 11: "Select-Ok", 20: "Start", 21: "Start-Ok"}},
	110: {name: "Tunnel", silent: true, methods: map[uint16]string{10: "Request"}},
}

// The methods of AMQP 0-10, by class and from 1 on.
var amqp010Classes = map[byte]struct {
	name    string
	methods []string
}{
	1: {"connection", []string{
		"start", "start-ok", "secure", "secure-ok", "tune", "tune-ok", "open", "open-ok", "redirect", "heartbeat", "close", "close-ok",
	}},
	2: {"session", []string{
		"attach", "attached", "detach", "detached", "request-timeout", "timeout", "command-point", "expected", "confirmed",
		"completed", "known-completed", "flush", "gap",
	}},
	3: {"execution", []string{"sync", "result", "exception"}},
	4: {"message", []string{
		"transfer", "accept", "reject", "release", "acquire", "resume", "subscribe", "cancel", "set-flow-mode", "flow", "flush", "stop",
	}},
	amqp010Tx: {"tx", []string{"select", "commit", "rollback"}},
	6: {"dtx", []string{
		"select", "start", "end", "commit", "forget", "get-timeout", "prepare", "recover", "rollback", "set-timeout",
	}},
	7: {"exchange", []string{"declare", "delete", "query", "bind", "unbind", "bound"}},
	8: {"queue", []string{"declare", "delete", "purge", "query"}},
	9: {"file", []string{
		"qos", "qos-ok", "consume", "consume-ok", "cancel", "open", "open-ok", "stage", "publish", "return", "deliver", "ack", "reject",
	}},
	10: {"stream", []string{"qos", "qos-ok", "consume", "consume-ok", "cancel", "publish", "return", "deliver"}},
}

const amqp010Tx = 5

// The performatives of AMQP 1.0 (its section 2.7), and its SASL frames (5.3.3).
var (
	amqp1Performatives = map[byte]string{
		0x10: "open", 0x11: "begin", 0x12: "attach", 0x13: "flow", 0x14: "transfer", 0x15: "disposition", 0x16: "detach",
		0x17: "end", 0x18: "close",
	}
	amqp1SASL = map[byte]string{
		0x40: "sasl.mechanisms", 0x41: "sasl.init", 0x42: "sasl.challenge", 0x43: "sasl.response", 0x44: "sasl.outcome",
	}
)
