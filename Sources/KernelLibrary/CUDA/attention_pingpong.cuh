// Attention forward as FlashAttention-3 does it: a producer warpgroup brings tiles by TMA; two or three consumer
// warpgroups of 64 queries each take turns in starting products, so that one computes its softmax while another
// multiplies. Each also starts the next scores before it multiplies the values of the last ones, and softens them
// meanwhile.
#pragma once
#include "bulk_copy.cuh"
#include "gemm_store.cuh"
#include "wgmma.cuh"

constexpr unsigned tile = 128, stages = 2;
// 128 rows of 64 bf16: what one copy brings.
constexpr unsigned box_bytes = tile * 128;
// 64 rows of queries, those of one consumer.
constexpr unsigned query_box_bytes = 64 * 128;
constexpr float log2_e = 1.44269504f;

// Where things lie in shared memory, as addresses; every box is aligned to 1024 bytes.
template <unsigned size, unsigned value_size, unsigned consumers>
struct Layout {
  static constexpr unsigned key_bytes = size / 64 * box_bytes, value_bytes = value_size / 64 * box_bytes;
  unsigned queries, keys, values;
  // One barrier for the queries, then for each stage: keys there, keys used, values there, values used.
  unsigned queries_full, keys_full, keys_empty, values_full, values_empty;

  __device__ __forceinline__ Layout(unsigned base, unsigned barriers)
      : queries(base),
        keys(base + consumers * size / 64 * query_box_bytes),
        values(keys + stages * key_bytes),
        queries_full(barriers),
        keys_full(barriers + 8),
        keys_empty(keys_full + stages * 8),
        values_full(keys_empty + stages * 8),
        values_empty(values_full + stages * 8) {}
};

__device__ __forceinline__ float exponential(float value) {
  float result;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(result) : "f"(value));
  return result;
}

__device__ __forceinline__ float exchange(float value, unsigned distance) {
  float other;
  asm volatile("shfl.sync.bfly.b32 %0, %1, %2, 0x1f, 0xffffffff;" : "=f"(other) : "f"(value), "r"(distance));
  return other;
}

// Waits for this consumer's turn on the tensor cores, and gives the turn to the next one.
__device__ __forceinline__ void take_turn(unsigned consumer) { named_barrier(1 + consumer, 256); }

template <unsigned consumers>
__device__ __forceinline__ void give_turn(unsigned consumer) {
  const unsigned next = consumer + 1 == consumers ? 0 : consumer + 1;
  asm volatile("bar.arrive %0, 256;" : : "r"(1 + next) : "memory");
}

// `boxes` boxes of 64 elements side by side, from one row of a head.
template <unsigned boxes>
__device__ __forceinline__ void load_rows(unsigned destination, const TensorMap &map, unsigned barrier, unsigned row,
                                          unsigned head) {
  barrier_expect(barrier, boxes * box_bytes);
#pragma unroll
  for (unsigned box = 0; box < boxes; box++) load_box(destination + box * box_bytes, map, barrier, box * 64, row, head);
}

template <unsigned size, unsigned value_size, unsigned consumers>
__device__ __forceinline__ void produce(const Layout<size, value_size, consumers> &layout, const TensorMap &q, const TensorMap &k,
                                        const TensorMap &v, unsigned first_query, unsigned head, unsigned steps) {
  barrier_expect(layout.queries_full, consumers * size / 64 * query_box_bytes);
#pragma unroll
  for (unsigned box = 0; box < consumers * size / 64; box++)
    load_box(layout.queries + box * query_box_bytes, q, layout.queries_full, box % (size / 64) * 64,
             first_query + box / (size / 64) * 64, head);
#pragma unroll 1
  for (unsigned step = 0; step < steps; step++) {
    const unsigned stage = step % stages, parity = step / stages % 2;
    barrier_wait(layout.keys_empty + stage * 8, parity ^ 1);
    load_rows<size / 64>(layout.keys + stage * layout.key_bytes, k, layout.keys_full + stage * 8, step * tile, head);
    barrier_wait(layout.values_empty + stage * 8, parity ^ 1);
    load_rows<value_size / 64>(layout.values + stage * layout.value_bytes, v, layout.values_full + stage * 8,
                               step * tile, head);
  }
}

// What a consumer keeps of its 64 queries; a thread holds parts of two rows, see wgmma.cuh.
template <unsigned value_size>
struct Rows {
  float scores[64];
  unsigned probabilities[32];
  float outputs[value_size / 2];
  // Of each row: the largest score, the sum of its probabilities, and what older sums are worth against the newest ones.
  float maxima[2], sums[2], rescales[2];
};

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

// Starts scores = queries * keys^T for one stage.
template <unsigned size, unsigned value_size, unsigned consumers>
__device__ __forceinline__ void multiply_keys(const Layout<size, value_size, consumers> &layout, float *scores, unsigned consumer,
                                              unsigned stage) {
  const unsigned long long queries = swizzled_tile(layout.queries + consumer * (size / 64) * query_box_bytes);
  const unsigned long long keys = swizzled_tile(layout.keys + stage * layout.key_bytes);
#pragma unroll
  for (unsigned z = 0; z < size; z += 16) {
    const unsigned long long query = (z / 64 * query_box_bytes + z % 64 * 2) / 16;
    const unsigned long long key = (z / 64 * box_bytes + z % 64 * 2) / 16;
    wgmma_bf16_n128(scores, queries + query, keys + key, z != 0);
  }
  wgmma_commit();
}

// Starts outputs += probabilities * values for one stage.
template <unsigned size, unsigned value_size, unsigned consumers>
__device__ __forceinline__ void multiply_values(const Layout<size, value_size, consumers> &layout, Rows<value_size> &rows,
                                                unsigned stage) {
  const unsigned long long values = transposed_tile(layout.values + stage * layout.value_bytes, box_bytes);
#pragma unroll
  for (unsigned z = 0; z < tile; z += 16) {
    const unsigned long long part = values + z * 128 / 16;
    if constexpr (value_size == 64) wgmma_bf16_registers_n64(rows.outputs, rows.probabilities + z / 4, part);
    if constexpr (value_size == 128) wgmma_bf16_registers_n128(rows.outputs, rows.probabilities + z / 4, part);
  }
  wgmma_commit();
}

// Hides the keys that rows do not see.
__device__ __forceinline__ void mask(float *scores, unsigned first_key, const int (&limits)[2]) {
  const int column = int(first_key + threadIdx.x % 4 * 2);
#pragma unroll
  for (unsigned i = 0; i < 64; i++)
    if (column + int(8 * (i / 4) + i % 2) >= limits[i / 2 % 2]) scores[i] = -INFINITY;
}

// Turns scores into powers against the running maximum, and sums them up.
template <unsigned value_size>
__device__ __forceinline__ void soften(Rows<value_size> &rows, float factor_log2) {
  float *scores = rows.scores;
  // By row and parity of the column.
  float maxima[2][2] = {{rows.maxima[0], scores[1]}, {rows.maxima[1], scores[3]}};
#pragma unroll
  for (unsigned i = 0; i < 64; i++)
    if (i != 1 && i != 3) maxima[i / 2 % 2][i % 2] = fmaxf(maxima[i / 2 % 2][i % 2], scores[i]);
  float largest[2], bases[2];
#pragma unroll
  for (unsigned half = 0; half < 2; half++) largest[half] = fmaxf(maxima[half][0], maxima[half][1]);
#pragma unroll
  for (unsigned distance = 1; distance < 4; distance *= 2) {
    const float others[2] = {exchange(largest[0], distance), exchange(largest[1], distance)};
#pragma unroll
    for (unsigned half = 0; half < 2; half++) largest[half] = fmaxf(largest[half], others[half]);
  }
#pragma unroll
  for (unsigned half = 0; half < 2; half++) {
    // A row that has seen no key yet keeps a maximum of -infinity, which must not meet itself in a difference.
    bases[half] = largest[half] == -INFINITY ? 0.0f : largest[half] * factor_log2;
    rows.rescales[half] = exponential(__fmaf_rn(rows.maxima[half], factor_log2, -bases[half]));
    rows.maxima[half] = largest[half];
  }
  // Sums stay some elements behind the powers that they take in, which are not there at once.
  constexpr unsigned lag = 4;
  float sums[2][2] = {};
#pragma unroll
  for (unsigned i = 0; i < 64 + lag; i++) {
    if (i < 64) scores[i] = exponential(__fmaf_rn(scores[i], factor_log2, -bases[i / 2 % 2]));
    if (i >= lag) sums[(i - lag) / 2 % 2][i % 2] += scores[i - lag];
  }
#pragma unroll
  for (unsigned half = 0; half < 2; half++)
    rows.sums[half] = __fmaf_rn(rows.sums[half], rows.rescales[half], sums[half][0] + sums[half][1]);
}

// Makes the left operand of the next product with values; the last one must be done.
template <unsigned value_size>
__device__ __forceinline__ void pack(Rows<value_size> &rows) {
#pragma unroll
  for (unsigned i = 0; i < 32; i++) rows.probabilities[i] = pack_bf16(rows.scores[2 * i], rows.scores[2 * i + 1]);
}

// Makes outputs count against the newest maximum.
template <unsigned value_size>
__device__ __forceinline__ void rescale(Rows<value_size> &rows) {
#pragma unroll
  for (unsigned i = 0; i < value_size / 2; i++) rows.outputs[i] *= rows.rescales[i / 2 % 2];
}

// Starts the scores of a step, multiplies the values of the last one, and softens the scores meanwhile.
template <bool masked, unsigned size, unsigned value_size, unsigned consumers>
__device__ __forceinline__ void advance(const Layout<size, value_size, consumers> &layout, Rows<value_size> &rows,
                                        const int (&limits)[2], unsigned consumer, unsigned step, unsigned steps,
                                        float factor_log2) {
  const unsigned stage = step % stages, parity = step / stages % 2;
  const unsigned last = (step - 1) % stages, last_parity = (step - 1) / stages % 2;
  barrier_wait(layout.keys_full + stage * 8, parity);
  take_turn(consumer);
  wgmma_fence();
  multiply_keys(layout, rows.scores, consumer, stage);
  rescale(rows);
  barrier_wait(layout.values_full + last * 8, last_parity);
  wgmma_fence();
  multiply_values(layout, rows, last);
  if (step + 1 < steps || consumer + 1 < consumers) give_turn<consumers>(consumer);
  wgmma_wait_but<1>();
  pin<64>(rows.scores);
  if (threadIdx.x % 32 == 0) barrier_arrive(layout.keys_empty + stage * 8);
  if (masked) mask(rows.scores, step * tile, limits);
  soften(rows, factor_log2);
  wgmma_wait_but<0>();
  pin<value_size / 2>(rows.outputs);
  if (threadIdx.x % 32 == 0) barrier_arrive(layout.values_empty + last * 8);
  pack(rows);
}

template <unsigned size, unsigned value_size, unsigned consumers>
__device__ __forceinline__ void consume(const Layout<size, value_size, consumers> &layout, unsigned short *output,
                                        unsigned consumer, unsigned first_query, unsigned queries, unsigned keys,
                                        unsigned causal, unsigned steps, float factor_log2) {
  const unsigned thread = threadIdx.x % 128, lane = thread % 32;
  const unsigned first_row = first_query + consumer * 64;
  int limits[2];
#pragma unroll
  for (unsigned half = 0; half < 2; half++) {
    const int visible = int(first_row + thread / 32 * 16 + lane / 4 + 8 * half) + 1 + int(keys) - int(queries);
    limits[half] = causal != 0 && visible < int(keys) ? visible : int(keys);
  }
  // Steps of which every row sees all keys; the first row sees the fewest.
  const int fewest = int(first_row) + 1 + int(keys) - int(queries);
  const unsigned plain = (causal == 0 || fewest >= int(keys) ? keys : fewest > 0 ? unsigned(fewest) : 0) / tile;
  Rows<value_size> rows = {};
  rows.maxima[0] = rows.maxima[1] = -INFINITY;

  if (steps > 0) {
    if (consumer + 1 == consumers) give_turn<consumers>(consumer);
    barrier_wait(layout.queries_full, 0);
    barrier_wait(layout.keys_full, 0);
    take_turn(consumer);
    wgmma_fence();
    multiply_keys(layout, rows.scores, consumer, 0);
    // The last turn of all is nobody's.
    if (steps > 1 || consumer + 1 < consumers) give_turn<consumers>(consumer);
    wgmma_wait_but<0>();
    pin<64>(rows.scores);
    if (lane == 0) barrier_arrive(layout.keys_empty);
    if (plain == 0) mask(rows.scores, 0, limits);
    soften(rows, factor_log2);
    pack(rows);
  }
  // Products in flight across a branch would make ptxas wait for them there, so steps with and without hidden keys have
  // loops of their own.
  unsigned step = 1;
#pragma unroll 1
  for (; step < min(steps, plain); step++) advance<false>(layout, rows, limits, consumer, step, steps, factor_log2);
#pragma unroll 1
  for (; step < steps; step++) advance<true>(layout, rows, limits, consumer, step, steps, factor_log2);
  if (steps > 0) {
    const unsigned last = (steps - 1) % stages, last_parity = (steps - 1) / stages % 2;
    rescale(rows);
    barrier_wait(layout.values_full + last * 8, last_parity);
    wgmma_fence();
    multiply_values(layout, rows, last);
    wgmma_wait_but<0>();
    pin<value_size / 2>(rows.outputs);
  }

#pragma unroll
  for (unsigned half = 0; half < 2; half++) {
    float sum = rows.sums[half];
    sum += exchange(sum, 1);
    sum += exchange(sum, 2);
    const float inverse = sum > 0 ? __fdividef(1.0f, sum) : 0.0f;
#pragma unroll
    for (unsigned j = 0; j < value_size / 8; j++) {
      rows.outputs[4 * j + 2 * half] *= inverse;
      rows.outputs[4 * j + 2 * half + 1] *= inverse;
    }
  }
  store_sums<value_size>(output, rows.outputs, first_row, 0, queries, value_size);
}

template <unsigned size, unsigned value_size, unsigned consumers>
__device__ __forceinline__ void attend(unsigned short *output, const TensorMap &q, const TensorMap &k,
                                       const TensorMap &v, unsigned queries, unsigned keys, unsigned causal,
                                       float scale) {
  extern __shared__ __align__(1024) unsigned char dynamic[];
  __shared__ alignas(8) unsigned long long barriers[1 + 4 * stages];
  const Layout<size, value_size, consumers> layout(shared_address(dynamic), shared_address(barriers));
  const unsigned first_query = blockIdx.x * consumers * 64, head = blockIdx.y;
  // The last row of the tile sees the most keys.
  const int most = int(first_query + consumers * 64) + int(keys) - int(queries);
  const int end = causal != 0 && most < int(keys) ? most : int(keys);
  const unsigned steps = end > 0 ? (unsigned(end) + tile - 1) / tile : 0;

  if (threadIdx.x == 0) {
    prefetch_tensor_map(q);
    prefetch_tensor_map(k);
    prefetch_tensor_map(v);
    barrier_init(layout.queries_full, 1);
    for (unsigned stage = 0; stage < stages; stage++) {
      barrier_init(layout.keys_full + stage * 8, 1);
      barrier_init(layout.keys_empty + stage * 8, consumers * 4);
      barrier_init(layout.values_full + stage * 8, 1);
      barrier_init(layout.values_empty + stage * 8, consumers * 4);
    }
    barrier_init_fence();
  }
  __syncthreads();

  const unsigned warpgroup = threadIdx.x / 128;
  if (warpgroup == 0) {
    asm volatile("setmaxnreg.dec.sync.aligned.u32 %0;" : : "n"(consumers == 2 ? 24 : 32) : "memory");
    if (threadIdx.x == 0 && steps > 0) produce(layout, q, k, v, first_query, head, steps);
  } else {
    asm volatile("setmaxnreg.inc.sync.aligned.u32 %0;" : : "n"(consumers == 2 ? 240 : 160) : "memory");
    consume(layout, output + size_t(head) * queries * value_size, warpgroup - 1, first_query, queries, keys, causal,
            steps, scale * log2_e);
  }
}
