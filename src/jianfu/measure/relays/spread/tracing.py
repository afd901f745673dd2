"""From work spread over a cluster to relays (集群溯源): the messages stay where they are, the search runs elsewhere."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from jianfu.base.clock import timed
from jianfu.engine.flow import FlowEngine
from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.find.trace import DEFAULT_THRESHOLD, Loader, Tracer
from jianfu.measure.relays.spread.clusters import spread_clusters


class SpreadTracer(Tracer):
    """A tracer that lets an engine search; it reads the messages itself only for who sent them where and when."""

    def __init__(
        self,
        engine: FlowEngine,
        paths: Sequence[Path],
        *,
        threshold: float = DEFAULT_THRESHOLD,
        names: Sequence[str] = (),
        until: int | None = None,
    ) -> None:
        super().__init__(threshold, names)
        self._engine = engine
        self._paths = tuple(paths)
        self._until = until

    def clusters(self, loaders: Iterable[Loader]) -> Clusters:
        """The clusters of the messages in the files that ``loaders`` read."""
        with timed(self.stages, "read"):
            for load in loaders:
                load()
        with timed(self.stages, "spread"):
            return spread_clusters(self._engine, self._paths, self, self._until)
