/// The layout of a trace file, a SQLite database.
///
/// - `span` is clustered: its ids ascend by track, lane and start, so a lane is one run of ids and a time in it is found
///   by halving, without any index.
/// - `lane` says where each lane's run begins and ends.
/// - `level` holds coarser rows for each lane: time buckets of 2^(10 + 2 level) ns with how much of each is busy, how
///   many spans it touches, and which name takes most of it.
/// - Times are nanoseconds from the trace's origin; `meta` holds the origin's wall clock where it is known.
enum Schema {
  /// `tuip`, in SQLite's header.
  static let applicationID: Int64 = 0x7475_6970
  /// The version that this code writes, and the newest that it reads.
  static let version: Int64 = 1

  static let tables = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE device (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL, compute_major INTEGER, compute_minor INTEGER,
      multiprocessors INTEGER, memory_bytes INTEGER, registers_per_sm INTEGER, shared_bytes_per_sm INTEGER,
      shared_bytes_per_cta_optin INTEGER, threads_per_sm INTEGER) STRICT;
    CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
    CREATE TABLE track (
      id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, group_name TEXT NOT NULL, device INTEGER,
      number INTEGER NOT NULL, sort_order INTEGER NOT NULL) STRICT;
    CREATE TABLE shape (
      id INTEGER PRIMARY KEY, grid_x INTEGER NOT NULL, grid_y INTEGER NOT NULL, grid_z INTEGER NOT NULL,
      block_x INTEGER NOT NULL, block_y INTEGER NOT NULL, block_z INTEGER NOT NULL,
      cluster_x INTEGER, cluster_y INTEGER, cluster_z INTEGER, registers_per_thread INTEGER,
      static_shared_bytes INTEGER, dynamic_shared_bytes INTEGER) STRICT;
    CREATE TABLE span (
      id INTEGER PRIMARY KEY, track INTEGER NOT NULL, lane INTEGER NOT NULL, start_ns INTEGER NOT NULL,
      duration_ns INTEGER NOT NULL, name INTEGER NOT NULL, category INTEGER NOT NULL, shape INTEGER NOT NULL,
      arguments INTEGER NOT NULL, correlation INTEGER NOT NULL, launched_ns INTEGER, flags INTEGER NOT NULL) STRICT;
    CREATE TABLE lane (
      id INTEGER PRIMARY KEY, track INTEGER NOT NULL, lane INTEGER NOT NULL, first_span INTEGER NOT NULL,
      last_span INTEGER NOT NULL, start_ns INTEGER NOT NULL, end_ns INTEGER NOT NULL, busy_ns INTEGER NOT NULL,
      categories INTEGER NOT NULL) STRICT;
    CREATE TABLE level (
      lane INTEGER NOT NULL, level INTEGER NOT NULL, bucket INTEGER NOT NULL, spans INTEGER NOT NULL,
      busy_ns INTEGER NOT NULL, name INTEGER NOT NULL, name_ns INTEGER NOT NULL, category INTEGER NOT NULL,
      PRIMARY KEY (lane, level, bucket)) STRICT, WITHOUT ROWID;
    CREATE TABLE link (
      source INTEGER NOT NULL, target INTEGER NOT NULL, kind INTEGER NOT NULL,
      PRIMARY KEY (source, target, kind)) STRICT, WITHOUT ROWID;
    CREATE TABLE counter (
      track INTEGER NOT NULL, time_ns INTEGER NOT NULL, sequence INTEGER NOT NULL, value REAL NOT NULL,
      PRIMARY KEY (track, time_ns, sequence)) STRICT, WITHOUT ROWID;
    """

  /// Made after the rows, since that is faster and gives a denser file.
  static let indexesAndViews = """
    CREATE INDEX link_by_target ON link (target);
    CREATE VIEW span_view AS
      SELECT span.id, track.name AS track, track.device AS gpu, span.lane, span.start_ns, span.duration_ns,
        span.start_ns + span.duration_ns AS end_ns, name.text AS name,
        CASE span.category
          WHEN 1 THEN 'kernel' WHEN 2 THEN 'memory_copy' WHEN 3 THEN 'memory_set' WHEN 4 THEN 'api_call'
          WHEN 5 THEN 'host_operation' WHEN 6 THEN 'annotation' WHEN 7 THEN 'gpu_annotation'
          WHEN 8 THEN 'python_function' WHEN 9 THEN 'synchronization' WHEN 10 THEN 'overhead' WHEN 11 THEN 'instant'
          WHEN 32 THEN 'forward' WHEN 33 THEN 'backward' WHEN 34 THEN 'input_gradient'
          WHEN 35 THEN 'weight_gradient' WHEN 36 THEN 'overlapped_pair' WHEN 37 THEN 'optimizer'
          WHEN 48 THEN 'cta' WHEN 49 THEN 'warp_state' WHEN 50 THEN 'extrapolated' ELSE 'other' END AS category,
        span.launched_ns, span.start_ns - span.launched_ns AS launch_latency_ns, span.correlation,
        shape.grid_x, shape.grid_y, shape.grid_z, shape.block_x, shape.block_y, shape.block_z,
        shape.registers_per_thread, shape.static_shared_bytes, shape.dynamic_shared_bytes,
        arguments.text AS arguments
      FROM span JOIN track ON track.id = span.track JOIN name ON name.id = span.name
        LEFT JOIN shape ON shape.id = span.shape AND span.shape <> 0
        JOIN name AS arguments ON arguments.id = span.arguments;
    """
}
