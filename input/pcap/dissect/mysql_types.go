package dissect

// The commands of MySQL and MariaDB.
const (
	mysqlQuit        = 1
	mysqlUse         = 2
	mysqlQuery       = 3
	mysqlShowFields  = 4
	mysqlCreate      = 5
	mysqlDrop        = 6
	mysqlRefresh     = 7
	mysqlShutdown    = 8
	mysqlStatistics  = 9
	mysqlProcesses   = 10
	mysqlKill        = 12
	mysqlDebug       = 13
	mysqlPing        = 14
	mysqlChangeUser  = 17
	mysqlBinlog      = 18
	mysqlTableDump   = 19
	mysqlConnectOut  = 20
	mysqlRegister    = 21
	mysqlPrepare     = 22
	mysqlExecute     = 23
	mysqlLongData    = 24
	mysqlCloseStmt   = 25
	mysqlResetStmt   = 26
	mysqlSetOption   = 27
	mysqlFetch       = 28
	mysqlBinlogGTID  = 30
	mysqlBulkExecute = 250
)

var mysqlCommands = map[byte]string{
	0: "SLEEP", mysqlQuit: "Quit", mysqlUse: "Use Database", mysqlQuery: "Query", mysqlShowFields: "Show Fields",
	mysqlCreate: "Create Database", mysqlDrop: "Drop Database", mysqlRefresh: "Refresh", mysqlShutdown: "Shutdown",
	mysqlStatistics: "Statistics", mysqlProcesses: "Process List", 11: "Connect", mysqlKill: "Kill Server Thread",
	mysqlDebug: "Dump Debuginfo", mysqlPing: "Ping", 15: "Time", 16: "Insert Delayed", mysqlChangeUser: "Change User",
	mysqlBinlog: "Send Binlog", mysqlTableDump: "Send Table", mysqlConnectOut: "Slave Connect", mysqlRegister: "Register Slave",
	mysqlPrepare: "Prepare Statement", mysqlExecute: "Execute Statement", mysqlLongData: "Send BLOB",
	mysqlCloseStmt: "Close Statement", mysqlResetStmt: "Reset Statement", mysqlSetOption: "Set Option", mysqlFetch: "Fetch Data",
	29: "Daemon", mysqlBinlogGTID: "Send Binlog GTID", 31: "Reset Connection", mysqlBulkExecute: "Execute Bulk Statement",
}

// A mysqlPhase is what the next message of a connection is expected to be.
type mysqlPhase uint8

const (
	mysqlUndefined mysqlPhase = iota
	mysqlLogin
	mysqlRequest
	mysqlOK
	mysqlMessage
	mysqlTabular
	mysqlFieldList
	mysqlFields
	mysqlRows
	mysqlPrepared
	mysqlParameters
	mysqlColumns
	mysqlAuthSwitch
	mysqlAuthAnswer
	mysqlEvents
)

// mysqlAfter is what follows a command.
var mysqlAfter = map[byte]mysqlPhase{
	mysqlProcesses: mysqlTabular, mysqlQuery: mysqlTabular, mysqlFetch: mysqlTabular, mysqlStatistics: mysqlMessage,
	mysqlDebug: mysqlOK, mysqlPing: mysqlOK, mysqlUse: mysqlOK, mysqlCreate: mysqlOK, mysqlDrop: mysqlOK, mysqlResetStmt: mysqlOK,
	mysqlKill: mysqlOK, mysqlRefresh: mysqlOK, mysqlShutdown: mysqlOK, mysqlSetOption: mysqlOK, mysqlChangeUser: mysqlOK,
	mysqlPrepare: mysqlPrepared, mysqlCloseStmt: mysqlRequest, mysqlRegister: mysqlRequest, mysqlTableDump: mysqlRequest,
	mysqlConnectOut: mysqlRequest, mysqlShowFields: mysqlFieldList, mysqlBinlog: mysqlEvents, mysqlBinlogGTID: mysqlEvents,
}

// Capabilities that both ends tell, the lower and the upper half.
const (
	mysqlCapDatabase = 0x0008
	mysqlCapCompress = 0x0020
	mysqlCap41       = 0x0200
	mysqlCapTLS      = 0x0800
	mysqlCapSecure   = 0x8000
	mysqlCapPlugin   = 0x0008
	mysqlCapNoEOF    = 0x0100
)
