// Gradient of attention as FlashAttention-3 does it: a CTA keeps 128 keys and their values, and a producer warp brings
// the queries that see them, 64 a step, from the last ones
// on: so all CTAs of a head take the same ones at the same time. Two consumer warpgroups have 64 keys each: their scores and the gradient of those
// are made transposed, so that the sums over queries take them from registers or as they lie. The gradient of queries
// sums over the keys of both, so each makes half of its columns, which TMA adds to f32 in memory.
#pragma once
#include "bulk_copy.cuh"
#include "gemm_store.cuh"
#include "wgmma.cuh"
#include "wgmma_transposed.cuh"

constexpr unsigned key_tile = 128, query_tile = 64, stages = 2, size = 192, value_size = 128;
// Rows of 64 bf16 or 32 f32: what one copy moves.
constexpr unsigned key_box_bytes = key_tile * 128, query_box_bytes = query_tile * 128;
constexpr unsigned query_bytes = size / 64 * query_box_bytes, gradient_bytes = value_size / 64 * query_box_bytes;
constexpr unsigned row_bytes = query_tile * 4;
constexpr float log2_e = 1.44269504f;

// Named barriers: 1 and 2 are a consumer's own.
constexpr unsigned scores_there = 3, scores_used = 4;

// Where things lie in shared memory, as addresses; every box is aligned to 1024 bytes.
struct Layout {
  unsigned keys, values, queries, gradients, scores, sums, lse, delta;
  // Keys there, values there, then for each stage: queries there, queries used, gradients there, gradients used.
  unsigned keys_full, values_full, queries_full, queries_empty, gradients_full, gradients_empty;

  __device__ __forceinline__ Layout(unsigned base, unsigned barriers)
      : keys(base),
        values(keys + size / 64 * key_box_bytes),
        queries(values + value_size / 64 * key_box_bytes),
        gradients(queries + stages * query_bytes),
        scores(gradients + stages * gradient_bytes),
        sums(scores + key_tile * 128),
        lse(sums + size / 32 * query_box_bytes),
        delta(lse + stages * row_bytes),
        keys_full(barriers),
        values_full(barriers + 8),
        queries_full(barriers + 16),
        queries_empty(queries_full + stages * 8),
        gradients_full(queries_empty + stages * 8),
        gradients_empty(gradients_full + stages * 8) {}
};

// The kernel's operands.
struct Operands {
  unsigned short *dk, *dv;
  const float *lse, *delta;
  unsigned queries, keys, causal;
  float scale;
};

__device__ __forceinline__ float exponential(float value) {
  float result;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(result) : "f"(value));
  return result;
}

__device__ __forceinline__ float2 load_pair(unsigned address) {
  float2 pair;
  asm volatile("ld.shared.v2.f32 {%0, %1}, [%2];" : "=f"(pair.x), "=f"(pair.y) : "r"(address) : "memory");
  return pair;
}

// Adds a box of f32 to what memory holds.
__device__ __forceinline__ void add_box(const TensorMap &map, unsigned source, unsigned x, unsigned y, unsigned z) {
  asm volatile("cp.reduce.async.bulk.tensor.3d.global.shared::cta.add.tile.bulk_group [%0, {%2, %3, %4}], [%1];"
               :
               : "l"(&map), "r"(source), "r"(x), "r"(y), "r"(z)
               : "memory");
}

// Waits until all but the last groups of products are done.
template <unsigned groups>
__device__ __forceinline__ void wgmma_wait_but() {
  asm volatile("wgmma.wait_group.sync.aligned %0;" : : "n"(groups) : "memory");
}

// Keeps uses of sums from moving over the products or waits around this place.
template <unsigned count>
__device__ __forceinline__ void pin(float *sums) {
#pragma unroll
  for (unsigned i = 0; i < count; i++) asm volatile("" : "+f"(sums[i]) : : "memory");
}

__device__ __forceinline__ void produce(const Layout &layout, const TensorMap &q, const TensorMap &k,
                                        const TensorMap &v, const TensorMap &gradient, const Operands &operands,
                                        unsigned first_key, unsigned head, unsigned steps, unsigned last_query) {
  const size_t rows = size_t(head) * ((operands.queries + query_tile - 1) / query_tile * query_tile);
  barrier_expect(layout.keys_full, size / 64 * key_box_bytes);
#pragma unroll
  for (unsigned box = 0; box < size / 64; box++)
    load_box(layout.keys + box * key_box_bytes, k, layout.keys_full, box * 64, first_key, head);
#pragma unroll 1
  for (unsigned step = 0; step < steps; step++) {
    const unsigned stage = step % stages, parity = step / stages % 2;
    const unsigned row = last_query - step * query_tile;
    const unsigned queries_full = layout.queries_full + stage * 8;
    barrier_wait(layout.queries_empty + stage * 8, parity ^ 1);
    barrier_expect(queries_full, query_bytes + row_bytes);
#pragma unroll
    for (unsigned box = 0; box < size / 64; box++)
      load_box(layout.queries + stage * query_bytes + box * query_box_bytes, q, queries_full, box * 64, row, head);
    load_bytes(layout.lse + stage * row_bytes, operands.lse + rows + row, row_bytes, queries_full);
    if (step == 0) {
      barrier_expect(layout.values_full, value_size / 64 * key_box_bytes);
#pragma unroll
      for (unsigned box = 0; box < value_size / 64; box++)
        load_box(layout.values + box * key_box_bytes, v, layout.values_full, box * 64, first_key, head);
    }
    const unsigned gradients_full = layout.gradients_full + stage * 8;
    barrier_wait(layout.gradients_empty + stage * 8, parity ^ 1);
    barrier_expect(gradients_full, gradient_bytes + row_bytes);
#pragma unroll
    for (unsigned box = 0; box < value_size / 64; box++)
      load_box(layout.gradients + stage * gradient_bytes + box * query_box_bytes, gradient, gradients_full, box * 64,
               row, head);
    load_bytes(layout.delta + stage * row_bytes, operands.delta + rows + row, row_bytes, gradients_full);
  }
}

// Starts sums = rows * columns^T: 64 rows of keys or values with the queries or gradients of a stage.
template <unsigned width>
__device__ __forceinline__ void multiply_rows(float *sums, unsigned rows, unsigned columns) {
  const unsigned long long a = swizzled_tile(rows), b = swizzled_tile(columns);
#pragma unroll
  for (unsigned z = 0; z < width; z += 16)
    wgmma_bf16_n64(sums, a + (z / 64 * key_box_bytes + z % 64 * 2) / 16, b + (z / 64 * query_box_bytes + z % 64 * 2) / 16,
                   z != 0);
  wgmma_commit();
}

// What a consumer keeps of its 64 keys; a thread holds parts of two rows, see wgmma.cuh.
struct Rows {
  float dk[size / 2], dv[value_size / 2];
};

// Half of the gradient of the step's queries: 64 columns and 32.
struct QuerySums {
  float wide[32], narrow[16];
};

// Writes a box of sums as the tensor map's swizzle has them.
__device__ __forceinline__ void write_box(unsigned box, const float *sums) {
  const unsigned thread = threadIdx.x % 128, lane = thread % 32;
  const unsigned row = box + (thread / 32 * 16 + lane / 4) * 128 + lane % 2 * 8;
#pragma unroll
  for (unsigned j = 0; j < 4; j++) {
    const unsigned at = row + ((2 * j + lane % 4 / 2) ^ (lane / 4)) * 16;
    asm volatile("st.shared.v2.f32 [%0], {%1, %2};" : : "r"(at), "f"(sums[4 * j]), "f"(sums[4 * j + 1]) : "memory");
    asm volatile("st.shared.v2.f32 [%0], {%1, %2};"
                 :
                 : "r"(at + 1024), "f"(sums[4 * j + 2]), "f"(sums[4 * j + 3])
                 : "memory");
  }
}

// Probabilities and the gradients of scores for a step.
__device__ __forceinline__ void advance(const Layout &layout, Rows &rows, const TensorMap &dq, unsigned consumer,
                                        unsigned head, unsigned step, unsigned steps, unsigned first_query,
                                        int first_visible, float factor_log2) {
  const unsigned lane = threadIdx.x % 32;
  const unsigned stage = step % stages, parity = step / stages % 2;
  const unsigned queries = layout.queries + stage * query_bytes;
  const unsigned gradients = layout.gradients + stage * gradient_bytes;
  const unsigned own_scores = layout.scores + consumer * query_box_bytes;
  float scores[32], changes[32];

  barrier_wait(layout.queries_full + stage * 8, parity);
  wgmma_fence();
  multiply_rows<size>(scores, layout.keys + consumer * query_box_bytes, queries);

  // The last step's sums for keys.
  wgmma_wait_but<1>();
  pin<size / 2>(rows.dk);
  if (lane == 0 && step != 0) barrier_arrive(layout.queries_empty + (stage ^ 1) * 8);

  wgmma_wait_but<0>();
  pin<32>(scores);
  // How many queries from the thread's first column on do not see the key of its upper row.
  const int hidden = first_visible - int(first_query);
  const unsigned column = lane % 4 * 8;
#pragma unroll
  for (unsigned j = 0; j < 8; j++) {
    const float2 lse = load_pair(layout.lse + stage * row_bytes + column + j * 32);
#pragma unroll
    for (unsigned i = 4 * j; i < 4 * j + 4; i++) {
      scores[i] = exponential(__fmaf_rn(scores[i], factor_log2, -(i % 2 == 0 ? lse.x : lse.y)));
      if (int(8 * j + i % 2) - int(i / 2 % 2 * 8) < hidden) scores[i] = 0;
    }
  }
  barrier_wait(layout.gradients_full + stage * 8, parity);
  wgmma_fence();
  multiply_rows<value_size>(changes, layout.values + consumer * query_box_bytes, gradients);
  wgmma_wait_but<0>();
  pin<32>(changes);
  unsigned probabilities[16], packed[16];
#pragma unroll
  for (unsigned j = 0; j < 8; j++) {
    const float2 delta = load_pair(layout.delta + stage * row_bytes + column + j * 32);
#pragma unroll
    for (unsigned i = 4 * j; i < 4 * j + 4; i += 2) {
      probabilities[i / 2] = pack_bf16(scores[i], scores[i + 1]);
      packed[i / 2] = pack_bf16(scores[i] * (changes[i] - delta.x), scores[i + 1] * (changes[i + 1] - delta.y));
    }
  }
  wgmma_fence();
  const unsigned long long across_gradients = transposed_tile(gradients, query_box_bytes);
#pragma unroll
  for (unsigned z = 0; z < query_tile; z += 16)
    wgmma_bf16_registers_n128(rows.dv, probabilities + z / 4, across_gradients + z * 128 / 16);
  wgmma_commit();

  // The other consumer must have multiplied the last ones.
  if (step != 0) named_barrier(scores_used + consumer, 256);
  const unsigned matrix_row = threadIdx.x % 128 / 32 * 16 + lane % 16;
#pragma unroll
  for (unsigned z = 0; z < 4; z++) {
    const unsigned at = own_scores + matrix_row * 128 + ((2 * z + lane / 16) ^ (lane % 8)) * 16;
    asm volatile("stmatrix.sync.aligned.m8n8.x4.shared.b16 [%0], {%1, %2, %3, %4};"
                 :
                 : "r"(at), "r"(packed[4 * z]), "r"(packed[4 * z + 1]), "r"(packed[4 * z + 2]), "r"(packed[4 * z + 3])
                 : "memory");
  }
  fence_shared_for_copies();
  named_barrier(scores_there, 256);
  wgmma_wait_but<0>();
  pin<value_size / 2>(rows.dv);

  QuerySums sums;
  const unsigned long long across_scores = transposed_tile(layout.scores, query_box_bytes);
  const unsigned long long wide = transposed_tile(layout.keys + consumer * 2 * key_box_bytes, key_box_bytes);
  const unsigned long long narrow = transposed_tile(layout.keys + key_box_bytes + consumer * 64, key_box_bytes);
  wgmma_fence();
#pragma unroll
  for (unsigned z = 0; z < key_tile; z += 16) {
    wgmma_bf16_both_transposed_n64(sums.wide, across_scores + z * 128 / 16, wide + z * 128 / 16, z != 0);
    wgmma_bf16_both_transposed_n32(sums.narrow, across_scores + z * 128 / 16, narrow + z * 128 / 16, z != 0);
  }
  wgmma_commit();
  const unsigned long long scores_rows = swizzled_tile(own_scores);
  const unsigned long long across_queries = transposed_tile(queries, query_box_bytes);
#pragma unroll
  for (unsigned z = 0; z < query_tile; z += 16)
    wgmma_bf16_transposed_n192(rows.dk, scores_rows + z * 2 / 16, across_queries + z * 128 / 16);
  wgmma_commit();

  wgmma_wait_but<1>();
  pin<32>(sums.wide);
  pin<16>(sums.narrow);
  if (lane == 0) barrier_arrive(layout.gradients_empty + stage * 8);
  if (step + 1 < steps) asm volatile("bar.arrive %0, 256;" : : "r"(scores_used + (consumer ^ 1)) : "memory");
  const bool adds = threadIdx.x % 128 == 0;
  if (adds) wait_for_stores_to_read();
  named_barrier(1 + consumer, 128);
  const unsigned wide_box = consumer * 4, narrow_box = 2 + consumer;
  write_box(layout.sums + wide_box * query_box_bytes, sums.wide);
  write_box(layout.sums + (wide_box + 1) * query_box_bytes, sums.wide + 16);
  write_box(layout.sums + narrow_box * query_box_bytes, sums.narrow);
  fence_shared_for_copies();
  named_barrier(1 + consumer, 128);
  if (adds) {
#pragma unroll
    for (unsigned box = 3 * consumer; box < 3 * consumer + 3; box++)
      add_box(dq, layout.sums + box * query_box_bytes, box * 32, first_query, head);
    commit_stores();
  }
}

__device__ __forceinline__ void consume(const Layout &layout, const TensorMap &dq, const Operands &operands,
                                        unsigned consumer, unsigned first_key, unsigned head, unsigned steps,
                                        unsigned last_query) {
  const unsigned lane = threadIdx.x % 32;
  const unsigned first_row = first_key + consumer * 64;
  // Query i sees key j where i >= j - keys + queries. One loop is for tiles with hidden keys and without: two would need
  // more registers.
  const int first_visible = operands.causal == 0 ? -(1 << 30)
                                                 : int(first_row + threadIdx.x % 128 / 32 * 16 + lane / 4 +
                                                       operands.queries - operands.keys - lane % 4 * 2);
  const float factor_log2 = operands.scale * log2_e;
  Rows rows = {};
  if (steps > 0) {
    barrier_wait(layout.keys_full, 0);
    barrier_wait(layout.values_full, 0);
    unsigned step = 0;
#pragma unroll 1
    do {
      advance(layout, rows, dq, consumer, head, step, steps, last_query - step * query_tile, first_visible,
              factor_log2);
    } while (++step < steps);
    wgmma_wait_but<0>();
    pin<size / 2>(rows.dk);
  }
#pragma unroll
  for (unsigned i = 0; i < size / 2; i++) rows.dk[i] *= operands.scale;
  store_sums<size>(operands.dk + size_t(head) * operands.keys * size, rows.dk, first_row, 0, operands.keys, size);
  store_sums<value_size>(operands.dv + size_t(head) * operands.keys * value_size, rows.dv, first_row, 0, operands.keys,
                         value_size);
  if (threadIdx.x % 128 == 0) wait_for_stores();
}

__device__ __forceinline__ void differentiate(const TensorMap &dq, const TensorMap &q, const TensorMap &k,
                                              const TensorMap &v, const TensorMap &gradient,
                                              const Operands &operands) {
  extern __shared__ __align__(1024) unsigned char dynamic[];
  __shared__ alignas(8) unsigned long long barriers[2 + 4 * stages];
  const Layout layout(shared_address(dynamic), shared_address(barriers));
  const unsigned first_key = blockIdx.x * key_tile, head = blockIdx.y;
  // The first key of the tile is seen by the most queries.
  const int first_query = int(first_key) + int(operands.queries) - int(operands.keys);
  const unsigned first_step = operands.causal != 0 && first_query > 0 ? unsigned(first_query) / query_tile : 0;
  const unsigned end_step = (operands.queries + query_tile - 1) / query_tile;
  const unsigned steps = end_step > first_step ? end_step - first_step : 0;
  const unsigned last_query = (end_step - 1) * query_tile;

  if (threadIdx.x == 0) {
    prefetch_tensor_map(q);
    prefetch_tensor_map(k);
    prefetch_tensor_map(v);
    prefetch_tensor_map(gradient);
    prefetch_tensor_map(dq);
    barrier_init(layout.keys_full, 1);
    barrier_init(layout.values_full, 1);
    for (unsigned stage = 0; stage < stages; stage++) {
      barrier_init(layout.queries_full + stage * 8, 1);
      barrier_init(layout.queries_empty + stage * 8, 8);
      barrier_init(layout.gradients_full + stage * 8, 1);
      barrier_init(layout.gradients_empty + stage * 8, 8);
    }
    barrier_init_fence();
  }
  __syncthreads();

  const unsigned warpgroup = threadIdx.x / 128;
  if (warpgroup == 0) {
    asm volatile("setmaxnreg.dec.sync.aligned.u32 24;" : : : "memory");
    if (threadIdx.x == 0 && steps > 0)
      produce(layout, q, k, v, gradient, operands, first_key, head, steps, last_query);
  } else {
    asm volatile("setmaxnreg.inc.sync.aligned.u32 240;" : : : "memory");
    consume(layout, dq, operands, warpgroup - 1, first_key, head, steps, last_query);
  }
}
