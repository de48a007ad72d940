"""One running process or sub-process: its tokens, its variables, what it has armed.

SpiffWorkflow's workflow and task are the tree; a token leaves the tree when its element is
done, so the tree holds what is open and nothing else.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow

from engine.bpm.runtime.host import Variables

if TYPE_CHECKING:
    from engine.bpm.runtime.case import Case


class Token(Task):
    """A token at an element. ``internal_data`` is all that it remembers."""

    def _set_state(self, value: int) -> None:
        # SpiffWorkflow's own builds a dictionary for its log at every change, log or no log.
        self._state = value

    @property
    def scope(self) -> "Scope":
        scope: Scope = self.workflow
        return scope

    @property
    def node(self) -> Any:
        return self.task_spec.node

    @property
    def context(self) -> Variables:
        """What an expression of this element sees: its own inputs, then its scopes."""
        return {**self.scope.context, **self.internal_data.get("locals", {})}


class Scope(Workflow):
    """Variables live once a scope. A process or a called process hides what is around it."""

    def __init__(
        self, case: "Case", spec: WorkflowSpec, host: Token | None, scope_id: UUID | None = None
    ) -> None:
        super().__init__(spec, deserializing=True)
        self.case = case
        self.id = scope_id or uuid4()
        self.host = host
        self.variables: Variables = {}
        self.armed: dict[str, dict[str, Any]] = {}
        self.task_tree = Token(self, spec.start, state=TaskState.STARTED)

    @property
    def parent(self) -> "Scope | None":
        return self.host.scope if self.host is not None else None

    @property
    def is_process(self) -> bool:
        """True for a root or a called process: names are not looked up beyond it."""
        return bool(self.spec.is_process)

    @property
    def tokens(self) -> list[Token]:
        return [task for task in self.tasks.values() if task is not self.task_tree]

    @property
    def context(self) -> Variables:
        if self.is_process or self.parent is None:
            return self.variables
        return {**self.parent.context, **self.variables}

    def home_of(self, name: str) -> "Scope":
        """The nearest scope that has ``name``, else the process."""
        scope = self
        while name not in scope.variables and not scope.is_process and scope.parent:
            scope = scope.parent
        return scope

    def sees(self, other: "Scope") -> bool:
        """True when ``other``'s variables are in this scope's context."""
        scope: Scope | None = self
        while scope is not None and scope is not other:
            scope = None if scope.is_process else scope.parent
        return scope is other

    def drop(self, token: Token) -> None:
        """Take a token out of the tree."""
        self.task_tree._children.remove(token.id)
        del self.tasks[token.id]
