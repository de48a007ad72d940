"""Which elements and attributes of BPMN and zeebe the engine runs. All else is refused."""

from engine.bpm.dialect.model import EventKind, Kind

COMMON = {"id", "name"}

NODES: dict[str, set[str]] = {
    Kind.START: {"isInterrupting"},
    Kind.END: set(),
    Kind.CATCH: set(),
    Kind.THROW: set(),
    Kind.BOUNDARY: {"attachedToRef", "cancelActivity"},
    Kind.TASK: {"default"},
    Kind.MANUAL: {"default"},
    Kind.USER: {"default"},
    Kind.SERVICE: {"default"},
    Kind.SEND: {"default"},
    Kind.RECEIVE: {"default", "messageRef"},
    Kind.SCRIPT: {"default"},
    Kind.RULE: {"default"},
    Kind.EXCLUSIVE: {"default", "gatewayDirection"},
    Kind.PARALLEL: {"gatewayDirection"},
    Kind.INCLUSIVE: {"default", "gatewayDirection"},
    Kind.EVENT_GATEWAY: {"gatewayDirection"},
    Kind.SUBPROCESS: {"default", "triggeredByEvent"},
    Kind.ADHOC: {"default", "cancelRemainingInstances", "ordering"},
    Kind.TRANSACTION: {"default"},
    Kind.CALL: {"default"},
}

PROCESS = {"isExecutable", "processType", "isClosed"}
FLOW = {"sourceRef", "targetRef"}
# What may be repeated, an item of a list each.
REPEATED = {
    Kind.TASK,
    Kind.MANUAL,
    Kind.USER,
    Kind.SERVICE,
    Kind.SEND,
    Kind.RECEIVE,
    Kind.SCRIPT,
    Kind.RULE,
    Kind.SUBPROCESS,
    Kind.CALL,
}

EVENT_DEFINITIONS: dict[str, tuple[EventKind, set[str]]] = {
    "timerEventDefinition": (EventKind.TIMER, {"id"}),
    "messageEventDefinition": (EventKind.MESSAGE, {"id", "messageRef"}),
    "signalEventDefinition": (EventKind.SIGNAL, {"id", "signalRef"}),
    "errorEventDefinition": (EventKind.ERROR, {"id", "errorRef"}),
    "escalationEventDefinition": (EventKind.ESCALATION, {"id", "escalationRef"}),
    "linkEventDefinition": (EventKind.LINK, {"id", "name"}),
    "terminateEventDefinition": (EventKind.TERMINATE, {"id"}),
    "cancelEventDefinition": (EventKind.CANCEL, {"id"}),
}

# Which event an element may carry (BPMN 2.0.2, table 10.93, within what the engine runs).
CATCHING = {EventKind.TIMER, EventKind.MESSAGE, EventKind.SIGNAL}
ALLOWED_EVENTS: dict[str, set[EventKind]] = {
    Kind.START: CATCHING | {EventKind.NONE, EventKind.ERROR, EventKind.ESCALATION},
    Kind.END: {
        EventKind.NONE,
        EventKind.SIGNAL,
        EventKind.ERROR,
        EventKind.ESCALATION,
        EventKind.TERMINATE,
        EventKind.CANCEL,
    },
    Kind.CATCH: CATCHING | {EventKind.LINK},
    Kind.THROW: {EventKind.NONE, EventKind.SIGNAL, EventKind.ESCALATION, EventKind.LINK},
    Kind.BOUNDARY: CATCHING | {EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL},
}

# Children of a flow node that are neither extensions nor event definitions.
PLAIN_CHILDREN = {
    "bpmn:incoming",
    "bpmn:outgoing",
    "bpmn:documentation",
    "bpmn:extensionElements",
    "bpmn:multiInstanceLoopCharacteristics",
}
# Drawings and notes that do not run.
SILENT = {
    "bpmn:textAnnotation",
    "bpmn:association",
    "bpmn:group",
    "bpmn:documentation",
    "bpmn:extensionElements",
    "bpmn:laneSet",
    "bpmn:dataObject",
    "bpmn:dataObjectReference",
}

# Which zeebe extensions an element may carry; `zeebe:properties` may stand anywhere.
_ACTION = {"zeebe:taskDefinition", "zeebe:ioMapping", "zeebe:taskHeaders"}
EXTENSIONS: dict[Kind, set[str]] = {
    Kind.START: {"zeebe:formDefinition"},
    Kind.USER: {
        "zeebe:userTask",
        "zeebe:formDefinition",
        "zeebe:assignmentDefinition",
        "zeebe:taskSchedule",
        "zeebe:priorityDefinition",
        "zeebe:taskHeaders",
        "zeebe:ioMapping",
    },
    Kind.SERVICE: _ACTION,
    Kind.SEND: _ACTION,
    Kind.SCRIPT: {"zeebe:script", "zeebe:ioMapping", "zeebe:taskHeaders"},
    Kind.RULE: {"zeebe:calledDecision", "zeebe:ioMapping", "zeebe:taskHeaders"},
    Kind.SUBPROCESS: {"zeebe:ioMapping"},
    Kind.ADHOC: {"zeebe:ioMapping"},
    Kind.TRANSACTION: {"zeebe:ioMapping"},
    Kind.CALL: {"zeebe:calledElement", "zeebe:ioMapping"},
}
ZEEBE: dict[str, set[str]] = {
    "zeebe:userTask": set(),
    "zeebe:formDefinition": {"formId", "bindingType"},
    "zeebe:assignmentDefinition": {"candidateGroups"},
    "zeebe:taskSchedule": {"dueDate"},
    "zeebe:priorityDefinition": {"priority"},
    "zeebe:taskDefinition": {"type", "retries"},
    "zeebe:calledElement": {
        "processId",
        "propagateAllChildVariables",
        "propagateAllParentVariables",
        "bindingType",
    },
    "zeebe:calledDecision": {"decisionId", "resultVariable", "bindingType"},
    "zeebe:script": {"expression", "resultVariable"},
    "zeebe:subscription": {"correlationKey"},
    "zeebe:loopCharacteristics": {
        "inputCollection",
        "inputElement",
        "outputCollection",
        "outputElement",
    },
    "zeebe:ioMapping": set(),
    "zeebe:input": {"source", "target"},
    "zeebe:output": {"source", "target"},
    "zeebe:properties": set(),
    "zeebe:property": {"name", "value"},
    "zeebe:taskHeaders": set(),
    "zeebe:header": {"key", "value"},
}
