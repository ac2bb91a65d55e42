// Attention forward as FlashAttention-3 does it: a producer warpgroup brings tiles by TMA; two consumer warpgroups of
// 64 queries each take turns on the tensor cores, so that one computes its softmax while the other multiplies.
#pragma once
#include "bulk_copy.cuh"
#include "gemm_store.cuh"
#include "wgmma.cuh"

constexpr unsigned tile = 128, stages = 2;
// 128 rows of 64 bf16: what one copy brings.
constexpr unsigned box_bytes = tile * 128;
constexpr float log2_e = 1.44269504f;

// Where things lie in shared memory, as addresses; every box is aligned to 1024 bytes.
template <unsigned size, unsigned value_size>
struct Layout {
  static constexpr unsigned key_bytes = size / 64 * box_bytes, value_bytes = value_size / 64 * box_bytes;
  unsigned queries, keys, values;
  // One barrier for the queries, then for each stage: keys there, keys used, values there, values used.
  unsigned queries_full, keys_full, keys_empty, values_full, values_empty;

  __device__ __forceinline__ Layout(unsigned base, unsigned barriers)
      : queries(base),
        keys(base + key_bytes),
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

// Waits for this consumer's turn on the tensor cores, and gives the turn to the other one.
__device__ __forceinline__ void take_turn(unsigned consumer) { named_barrier(1 + consumer, 256); }

__device__ __forceinline__ void give_turn(unsigned consumer) {
  asm volatile("bar.arrive %0, 256;" : : "r"(2 - consumer) : "memory");
}

// `boxes` boxes of 64 elements side by side, from one row of a head.
template <unsigned boxes>
__device__ __forceinline__ void load_rows(unsigned destination, const TensorMap &map, unsigned barrier, unsigned row,
                                          unsigned head) {
  barrier_expect(barrier, boxes * box_bytes);
#pragma unroll
  for (unsigned box = 0; box < boxes; box++) load_box(destination + box * box_bytes, map, barrier, box * 64, row, head);
}

template <unsigned size, unsigned value_size>
__device__ __forceinline__ void produce(const Layout<size, value_size> &layout, const TensorMap &q, const TensorMap &k,
                                        const TensorMap &v, unsigned first_query, unsigned head, unsigned steps) {
  load_rows<size / 64>(layout.queries, q, layout.queries_full, first_query, head);
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
  float maxima[2], sums[2];
};

// Starts scores = queries * keys^T for one stage.
template <unsigned size, unsigned value_size>
__device__ __forceinline__ void multiply_keys(const Layout<size, value_size> &layout, float *scores, unsigned consumer,
                                              unsigned stage) {
#pragma unroll
  for (unsigned z = 0; z < size; z += 16) {
    const unsigned offset = z / 64 * box_bytes + z % 64 * 2;
    wgmma_bf16_n128(scores, swizzled_tile(layout.queries + consumer * 64 * 128 + offset),
                    swizzled_tile(layout.keys + stage * layout.key_bytes + offset), z != 0);
  }
  wgmma_commit();
}

// Starts outputs += probabilities * values for one stage.
template <unsigned size, unsigned value_size>
__device__ __forceinline__ void multiply_values(const Layout<size, value_size> &layout, Rows<value_size> &rows,
                                                unsigned stage) {
#pragma unroll
  for (unsigned z = 0; z < tile; z += 16) {
    const unsigned long long values = transposed_tile(layout.values + stage * layout.value_bytes + z * 128, box_bytes);
    if constexpr (value_size == 64) wgmma_bf16_registers_n64(rows.outputs, rows.probabilities + z / 4, values);
    if constexpr (value_size == 128) wgmma_bf16_registers_n128(rows.outputs, rows.probabilities + z / 4, values);
  }
  wgmma_commit();
}

// Turns scores into probabilities against the running maximum, and rescales what was summed against an older one.
template <unsigned value_size>
__device__ __forceinline__ void soften(Rows<value_size> &rows, unsigned first_key, const int (&limits)[2],
                                       float factor_log2) {
  float *scores = rows.scores;
  // The first row of a pair sees no more keys than the second.
  if (int(first_key + tile) > limits[0]) {
    const int column = int(first_key + threadIdx.x % 4 * 2);
#pragma unroll
    for (unsigned j = 0; j < 16; j++)
#pragma unroll
      for (unsigned i = 0; i < 4; i++)
        if (column + int(8 * j + i % 2) >= limits[i / 2]) scores[4 * j + i] = -INFINITY;
  }
#pragma unroll
  for (unsigned half = 0; half < 2; half++) {
    float maximum = rows.maxima[half];
#pragma unroll
    for (unsigned j = 0; j < 16; j++)
      maximum = fmaxf(maximum, fmaxf(scores[4 * j + 2 * half], scores[4 * j + 2 * half + 1]));
    maximum = fmaxf(maximum, exchange(maximum, 1));
    maximum = fmaxf(maximum, exchange(maximum, 2));
    // A row that has seen no key yet keeps a maximum of -infinity, which must not meet itself in a difference.
    const float base = maximum == -INFINITY ? 0.0f : maximum * factor_log2;
    const float rescale = exponential(__fmaf_rn(rows.maxima[half], factor_log2, -base));
    rows.maxima[half] = maximum;
    float sum = 0;
#pragma unroll
    for (unsigned j = 0; j < 16; j++)
#pragma unroll
      for (unsigned i = 2 * half; i < 2 * half + 2; i++) {
        scores[4 * j + i] = exponential(__fmaf_rn(scores[4 * j + i], factor_log2, -base));
        sum += scores[4 * j + i];
      }
    rows.sums[half] = __fmaf_rn(rows.sums[half], rescale, sum);
#pragma unroll
    for (unsigned j = 0; j < value_size / 8; j++) {
      rows.outputs[4 * j + 2 * half] *= rescale;
      rows.outputs[4 * j + 2 * half + 1] *= rescale;
    }
  }
#pragma unroll
  for (unsigned i = 0; i < 32; i++) rows.probabilities[i] = pack_bf16(scores[2 * i], scores[2 * i + 1]);
}

template <unsigned size, unsigned value_size>
__device__ __forceinline__ void consume(const Layout<size, value_size> &layout, unsigned short *output,
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
  Rows<value_size> rows = {};
  rows.maxima[0] = rows.maxima[1] = -INFINITY;

  if (steps > 0) {
    if (consumer == 1) give_turn(1);
    barrier_wait(layout.queries_full, 0);
    barrier_wait(layout.keys_full, 0);
    take_turn(consumer);
    wgmma_fence();
    multiply_keys(layout, rows.scores, consumer, 0);
    wgmma_wait<64>(rows.scores);
    give_turn(consumer);
    if (lane == 0) barrier_arrive(layout.keys_empty);
  }
#pragma unroll 1
  for (unsigned step = 0; step < steps; step++) {
    soften(rows, step * tile, limits, factor_log2);
    const unsigned stage = step % stages, parity = step / stages % 2;
    const unsigned next = (step + 1) % stages, next_parity = (step + 1) / stages % 2;
    const bool last = step + 1 == steps;
    barrier_wait(layout.values_full + stage * 8, parity);
    if (!last) barrier_wait(layout.keys_full + next * 8, next_parity);
    take_turn(consumer);
    wgmma_fence();
    multiply_values(layout, rows, stage);
    if (!last) multiply_keys(layout, rows.scores, consumer, next);
    wgmma_wait<64>(rows.scores);
    wgmma_wait<value_size / 2>(rows.outputs);
    // The last turn of all is nobody's.
    if (!last || consumer == 0) give_turn(consumer);
    if (lane == 0) {
      barrier_arrive(layout.values_empty + stage * 8);
      if (!last) barrier_arrive(layout.keys_empty + next * 8);
    }
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

template <unsigned size, unsigned value_size>
__device__ __forceinline__ void attend(unsigned short *output, const TensorMap &q, const TensorMap &k,
                                       const TensorMap &v, unsigned queries, unsigned keys, unsigned causal,
                                       float scale) {
  extern __shared__ __align__(1024) unsigned char dynamic[];
  __shared__ alignas(8) unsigned long long barriers[1 + 4 * stages];
  const Layout<size, value_size> layout(shared_address(dynamic), shared_address(barriers));
  const unsigned first_query = blockIdx.x * tile, head = blockIdx.y;
  // The last row of the tile sees the most keys.
  const int most = int(first_query + tile) + int(keys) - int(queries);
  const int end = causal != 0 && most < int(keys) ? most : int(keys);
  const unsigned steps = end > 0 ? (unsigned(end) + tile - 1) / tile : 0;

  if (threadIdx.x == 0) {
    prefetch_tensor_map(q);
    prefetch_tensor_map(k);
    prefetch_tensor_map(v);
    barrier_init(layout.queries_full, 1);
    for (unsigned stage = 0; stage < stages; stage++) {
      barrier_init(layout.keys_full + stage * 8, 1);
      barrier_init(layout.keys_empty + stage * 8, 8);
      barrier_init(layout.values_full + stage * 8, 1);
      barrier_init(layout.values_empty + stage * 8, 8);
    }
    barrier_init_fence();
  }
  __syncthreads();

  const unsigned warpgroup = threadIdx.x / 128;
  if (warpgroup == 0) {
    asm volatile("setmaxnreg.dec.sync.aligned.u32 24;" : : : "memory");
    if (threadIdx.x == 0 && steps > 0) produce(layout, q, k, v, first_query, head, steps);
  } else {
    asm volatile("setmaxnreg.inc.sync.aligned.u32 240;" : : : "memory");
    consume(layout, output + size_t(head) * queries * value_size, warpgroup - 1, first_query, queries, keys, causal,
            steps, scale * log2_e);
  }
}
