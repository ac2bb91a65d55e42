// Written by compile.sh: embeds every file of PTX/.
#include "kernel_text.h"

// #embed is C23; this compiler has it in every mode and would say so each time.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char attention128_cuda[] = {
#embed "PTX/attention128_cuda.ptx"
};

static const unsigned char attention128_ptx[] = {
#embed "PTX/attention128_ptx.ptx"
};

static const unsigned char attention192_backward_cuda[] = {
#embed "PTX/attention192_backward_cuda.ptx"
};

static const unsigned char attention192_backward_ptx[] = {
#embed "PTX/attention192_backward_ptx.ptx"
};

static const unsigned char attention192_cuda[] = {
#embed "PTX/attention192_cuda.ptx"
};

static const unsigned char attention192_ptx[] = {
#embed "PTX/attention192_ptx.ptx"
};

static const unsigned char attention64_cuda[] = {
#embed "PTX/attention64_cuda.ptx"
};

static const unsigned char attention64_ptx[] = {
#embed "PTX/attention64_ptx.ptx"
};

static const unsigned char combine_reduce_cuda[] = {
#embed "PTX/combine_reduce_cuda.ptx"
};

static const unsigned char combine_reduce_ptx[] = {
#embed "PTX/combine_reduce_ptx.ptx"
};

static const unsigned char dispatch_gather_cuda[] = {
#embed "PTX/dispatch_gather_cuda.ptx"
};

static const unsigned char dispatch_gather_ptx[] = {
#embed "PTX/dispatch_gather_ptx.ptx"
};

static const unsigned char dispatch_gather_tma_ptx[] = {
#embed "PTX/dispatch_gather_tma_ptx.ptx"
};

static const unsigned char fp8_cast_cuda[] = {
#embed "PTX/fp8_cast_cuda.ptx"
};

static const unsigned char fp8_cast_ptx[] = {
#embed "PTX/fp8_cast_ptx.ptx"
};

static const unsigned char fp8_cast_rows_cuda[] = {
#embed "PTX/fp8_cast_rows_cuda.ptx"
};

static const unsigned char fp8_cast_transpose_cuda[] = {
#embed "PTX/fp8_cast_transpose_cuda.ptx"
};

static const unsigned char fp8_gemm_128x112_ptx[] = {
#embed "PTX/fp8_gemm_128x112_ptx.ptx"
};

static const unsigned char fp8_gemm_128x112a_ptx[] = {
#embed "PTX/fp8_gemm_128x112a_ptx.ptx"
};

static const unsigned char fp8_gemm_128x128a_ptx[] = {
#embed "PTX/fp8_gemm_128x128a_ptx.ptx"
};

static const unsigned char fp8_gemm_128x144b_ptx[] = {
#embed "PTX/fp8_gemm_128x144b_ptx.ptx"
};

static const unsigned char fp8_gemm_128x160b_ptx[] = {
#embed "PTX/fp8_gemm_128x160b_ptx.ptx"
};

static const unsigned char fp8_gemm_128x16_ptx[] = {
#embed "PTX/fp8_gemm_128x16_ptx.ptx"
};

static const unsigned char fp8_gemm_128x32_ptx[] = {
#embed "PTX/fp8_gemm_128x32_ptx.ptx"
};

static const unsigned char fp8_gemm_128x56_ptx[] = {
#embed "PTX/fp8_gemm_128x56_ptx.ptx"
};

static const unsigned char fp8_gemm_128x96_ptx[] = {
#embed "PTX/fp8_gemm_128x96_ptx.ptx"
};

static const unsigned char fp8_gemm_256x128a_ptx[] = {
#embed "PTX/fp8_gemm_256x128a_ptx.ptx"
};

static const unsigned char fp8_gemm_64x128_ptx[] = {
#embed "PTX/fp8_gemm_64x128_ptx.ptx"
};

static const unsigned char fp8_gemm_64x16_ptx[] = {
#embed "PTX/fp8_gemm_64x16_ptx.ptx"
};

static const unsigned char fp8_gemm_64x32_ptx[] = {
#embed "PTX/fp8_gemm_64x32_ptx.ptx"
};

static const unsigned char fp8_gemm_64x56_ptx[] = {
#embed "PTX/fp8_gemm_64x56_ptx.ptx"
};

static const unsigned char fp8_gemm_64x96_ptx[] = {
#embed "PTX/fp8_gemm_64x96_ptx.ptx"
};

static const unsigned char fp8_gemm_cuda[] = {
#embed "PTX/fp8_gemm_cuda.ptx"
};

static const unsigned char fp8_gemm_grouped_128x128a_ptx[] = {
#embed "PTX/fp8_gemm_grouped_128x128a_ptx.ptx"
};

static const unsigned char fp8_gemm_grouped_128x160b_ptx[] = {
#embed "PTX/fp8_gemm_grouped_128x160b_ptx.ptx"
};

static const unsigned char fp8_gemm_grouped_cuda[] = {
#embed "PTX/fp8_gemm_grouped_cuda.ptx"
};

static const unsigned char fp8_gemm_grouped_ptx[] = {
#embed "PTX/fp8_gemm_grouped_ptx.ptx"
};

static const unsigned char fp8_gemm_ptx[] = {
#embed "PTX/fp8_gemm_ptx.ptx"
};

static const unsigned char fp8_gemm_weight_128x152b_ptx[] = {
#embed "PTX/fp8_gemm_weight_128x152b_ptx.ptx"
};

static const unsigned char fp8_gemm_weight_cuda[] = {
#embed "PTX/fp8_gemm_weight_cuda.ptx"
};

static const unsigned char fp8_gemm_weight_ptx[] = {
#embed "PTX/fp8_gemm_weight_ptx.ptx"
};

static const unsigned char gemm_bf16_cluster_ptx[] = {
#embed "PTX/gemm_bf16_cluster_ptx.ptx"
};

static const unsigned char gemm_bf16_mma_ptx[] = {
#embed "PTX/gemm_bf16_mma_ptx.ptx"
};

static const unsigned char gemm_bf16_naive_cuda[] = {
#embed "PTX/gemm_bf16_naive_cuda.ptx"
};

static const unsigned char gemm_bf16_persistent_ptx[] = {
#embed "PTX/gemm_bf16_persistent_ptx.ptx"
};

static const unsigned char gemm_bf16_setmaxnreg_ptx[] = {
#embed "PTX/gemm_bf16_setmaxnreg_ptx.ptx"
};

static const unsigned char gemm_bf16_specialised_ptx[] = {
#embed "PTX/gemm_bf16_specialised_ptx.ptx"
};

static const unsigned char gemm_bf16_tiled_cuda[] = {
#embed "PTX/gemm_bf16_tiled_cuda.ptx"
};

static const unsigned char gemm_bf16_wgmma64_ptx[] = {
#embed "PTX/gemm_bf16_wgmma64_ptx.ptx"
};

static const unsigned char gemm_bf16_wgmma_ptx[] = {
#embed "PTX/gemm_bf16_wgmma_ptx.ptx"
};

static const unsigned char gemm_bf16_wide_ptx[] = {
#embed "PTX/gemm_bf16_wide_ptx.ptx"
};

static const unsigned char gemm_bf16_wmma_cuda[] = {
#embed "PTX/gemm_bf16_wmma_cuda.ptx"
};

static const unsigned char gemm_f32_cuda[] = {
#embed "PTX/gemm_f32_cuda.ptx"
};

static const unsigned char histogram_cuda[] = {
#embed "PTX/histogram_cuda.ptx"
};

static const unsigned char histogram_ptx[] = {
#embed "PTX/histogram_ptx.ptx"
};

static const unsigned char reduce_f32_cuda[] = {
#embed "PTX/reduce_f32_cuda.ptx"
};

static const unsigned char reduce_f32_ptx[] = {
#embed "PTX/reduce_f32_ptx.ptx"
};

static const unsigned char reduce_u32_cuda[] = {
#embed "PTX/reduce_u32_cuda.ptx"
};

static const unsigned char reduce_u32_ptx[] = {
#embed "PTX/reduce_u32_ptx.ptx"
};

static const unsigned char rmsnorm_cuda[] = {
#embed "PTX/rmsnorm_cuda.ptx"
};

static const unsigned char rmsnorm_ptx[] = {
#embed "PTX/rmsnorm_ptx.ptx"
};

static const unsigned char rotary_cuda[] = {
#embed "PTX/rotary_cuda.ptx"
};

static const unsigned char rotary_ptx[] = {
#embed "PTX/rotary_ptx.ptx"
};

static const unsigned char softmax_cuda[] = {
#embed "PTX/softmax_cuda.ptx"
};

static const unsigned char stream_copy_cuda[] = {
#embed "PTX/stream_copy_cuda.ptx"
};

static const unsigned char stream_copy_ptx[] = {
#embed "PTX/stream_copy_ptx.ptx"
};

static const unsigned char swiglu_cast_cuda[] = {
#embed "PTX/swiglu_cast_cuda.ptx"
};

static const unsigned char swiglu_cuda[] = {
#embed "PTX/swiglu_cuda.ptx"
};

static const unsigned char swiglu_ptx[] = {
#embed "PTX/swiglu_ptx.ptx"
};

static const unsigned char transpose_cuda[] = {
#embed "PTX/transpose_cuda.ptx"
};

static const unsigned char transpose_ptx[] = {
#embed "PTX/transpose_ptx.ptx"
};

static const unsigned char vector_add_cuda[] = {
#embed "PTX/vector_add_cuda.ptx"
};

static const kernel_text kernel_texts[] = {
    {"attention128_cuda", attention128_cuda, sizeof attention128_cuda},
    {"attention128_ptx", attention128_ptx, sizeof attention128_ptx},
    {"attention192_backward_cuda", attention192_backward_cuda, sizeof attention192_backward_cuda},
    {"attention192_backward_ptx", attention192_backward_ptx, sizeof attention192_backward_ptx},
    {"attention192_cuda", attention192_cuda, sizeof attention192_cuda},
    {"attention192_ptx", attention192_ptx, sizeof attention192_ptx},
    {"attention64_cuda", attention64_cuda, sizeof attention64_cuda},
    {"attention64_ptx", attention64_ptx, sizeof attention64_ptx},
    {"combine_reduce_cuda", combine_reduce_cuda, sizeof combine_reduce_cuda},
    {"combine_reduce_ptx", combine_reduce_ptx, sizeof combine_reduce_ptx},
    {"dispatch_gather_cuda", dispatch_gather_cuda, sizeof dispatch_gather_cuda},
    {"dispatch_gather_ptx", dispatch_gather_ptx, sizeof dispatch_gather_ptx},
    {"dispatch_gather_tma_ptx", dispatch_gather_tma_ptx, sizeof dispatch_gather_tma_ptx},
    {"fp8_cast_cuda", fp8_cast_cuda, sizeof fp8_cast_cuda},
    {"fp8_cast_ptx", fp8_cast_ptx, sizeof fp8_cast_ptx},
    {"fp8_cast_rows_cuda", fp8_cast_rows_cuda, sizeof fp8_cast_rows_cuda},
    {"fp8_cast_transpose_cuda", fp8_cast_transpose_cuda, sizeof fp8_cast_transpose_cuda},
    {"fp8_gemm_128x112_ptx", fp8_gemm_128x112_ptx, sizeof fp8_gemm_128x112_ptx},
    {"fp8_gemm_128x112a_ptx", fp8_gemm_128x112a_ptx, sizeof fp8_gemm_128x112a_ptx},
    {"fp8_gemm_128x128a_ptx", fp8_gemm_128x128a_ptx, sizeof fp8_gemm_128x128a_ptx},
    {"fp8_gemm_128x144b_ptx", fp8_gemm_128x144b_ptx, sizeof fp8_gemm_128x144b_ptx},
    {"fp8_gemm_128x160b_ptx", fp8_gemm_128x160b_ptx, sizeof fp8_gemm_128x160b_ptx},
    {"fp8_gemm_128x16_ptx", fp8_gemm_128x16_ptx, sizeof fp8_gemm_128x16_ptx},
    {"fp8_gemm_128x32_ptx", fp8_gemm_128x32_ptx, sizeof fp8_gemm_128x32_ptx},
    {"fp8_gemm_128x56_ptx", fp8_gemm_128x56_ptx, sizeof fp8_gemm_128x56_ptx},
    {"fp8_gemm_128x96_ptx", fp8_gemm_128x96_ptx, sizeof fp8_gemm_128x96_ptx},
    {"fp8_gemm_256x128a_ptx", fp8_gemm_256x128a_ptx, sizeof fp8_gemm_256x128a_ptx},
    {"fp8_gemm_64x128_ptx", fp8_gemm_64x128_ptx, sizeof fp8_gemm_64x128_ptx},
    {"fp8_gemm_64x16_ptx", fp8_gemm_64x16_ptx, sizeof fp8_gemm_64x16_ptx},
    {"fp8_gemm_64x32_ptx", fp8_gemm_64x32_ptx, sizeof fp8_gemm_64x32_ptx},
    {"fp8_gemm_64x56_ptx", fp8_gemm_64x56_ptx, sizeof fp8_gemm_64x56_ptx},
    {"fp8_gemm_64x96_ptx", fp8_gemm_64x96_ptx, sizeof fp8_gemm_64x96_ptx},
    {"fp8_gemm_cuda", fp8_gemm_cuda, sizeof fp8_gemm_cuda},
    {"fp8_gemm_grouped_128x128a_ptx", fp8_gemm_grouped_128x128a_ptx, sizeof fp8_gemm_grouped_128x128a_ptx},
    {"fp8_gemm_grouped_128x160b_ptx", fp8_gemm_grouped_128x160b_ptx, sizeof fp8_gemm_grouped_128x160b_ptx},
    {"fp8_gemm_grouped_cuda", fp8_gemm_grouped_cuda, sizeof fp8_gemm_grouped_cuda},
    {"fp8_gemm_grouped_ptx", fp8_gemm_grouped_ptx, sizeof fp8_gemm_grouped_ptx},
    {"fp8_gemm_ptx", fp8_gemm_ptx, sizeof fp8_gemm_ptx},
    {"fp8_gemm_weight_128x152b_ptx", fp8_gemm_weight_128x152b_ptx, sizeof fp8_gemm_weight_128x152b_ptx},
    {"fp8_gemm_weight_cuda", fp8_gemm_weight_cuda, sizeof fp8_gemm_weight_cuda},
    {"fp8_gemm_weight_ptx", fp8_gemm_weight_ptx, sizeof fp8_gemm_weight_ptx},
    {"gemm_bf16_cluster_ptx", gemm_bf16_cluster_ptx, sizeof gemm_bf16_cluster_ptx},
    {"gemm_bf16_mma_ptx", gemm_bf16_mma_ptx, sizeof gemm_bf16_mma_ptx},
    {"gemm_bf16_naive_cuda", gemm_bf16_naive_cuda, sizeof gemm_bf16_naive_cuda},
    {"gemm_bf16_persistent_ptx", gemm_bf16_persistent_ptx, sizeof gemm_bf16_persistent_ptx},
    {"gemm_bf16_setmaxnreg_ptx", gemm_bf16_setmaxnreg_ptx, sizeof gemm_bf16_setmaxnreg_ptx},
    {"gemm_bf16_specialised_ptx", gemm_bf16_specialised_ptx, sizeof gemm_bf16_specialised_ptx},
    {"gemm_bf16_tiled_cuda", gemm_bf16_tiled_cuda, sizeof gemm_bf16_tiled_cuda},
    {"gemm_bf16_wgmma64_ptx", gemm_bf16_wgmma64_ptx, sizeof gemm_bf16_wgmma64_ptx},
    {"gemm_bf16_wgmma_ptx", gemm_bf16_wgmma_ptx, sizeof gemm_bf16_wgmma_ptx},
    {"gemm_bf16_wide_ptx", gemm_bf16_wide_ptx, sizeof gemm_bf16_wide_ptx},
    {"gemm_bf16_wmma_cuda", gemm_bf16_wmma_cuda, sizeof gemm_bf16_wmma_cuda},
    {"gemm_f32_cuda", gemm_f32_cuda, sizeof gemm_f32_cuda},
    {"histogram_cuda", histogram_cuda, sizeof histogram_cuda},
    {"histogram_ptx", histogram_ptx, sizeof histogram_ptx},
    {"reduce_f32_cuda", reduce_f32_cuda, sizeof reduce_f32_cuda},
    {"reduce_f32_ptx", reduce_f32_ptx, sizeof reduce_f32_ptx},
    {"reduce_u32_cuda", reduce_u32_cuda, sizeof reduce_u32_cuda},
    {"reduce_u32_ptx", reduce_u32_ptx, sizeof reduce_u32_ptx},
    {"rmsnorm_cuda", rmsnorm_cuda, sizeof rmsnorm_cuda},
    {"rmsnorm_ptx", rmsnorm_ptx, sizeof rmsnorm_ptx},
    {"rotary_cuda", rotary_cuda, sizeof rotary_cuda},
    {"rotary_ptx", rotary_ptx, sizeof rotary_ptx},
    {"softmax_cuda", softmax_cuda, sizeof softmax_cuda},
    {"stream_copy_cuda", stream_copy_cuda, sizeof stream_copy_cuda},
    {"stream_copy_ptx", stream_copy_ptx, sizeof stream_copy_ptx},
    {"swiglu_cast_cuda", swiglu_cast_cuda, sizeof swiglu_cast_cuda},
    {"swiglu_cuda", swiglu_cuda, sizeof swiglu_cuda},
    {"swiglu_ptx", swiglu_ptx, sizeof swiglu_ptx},
    {"transpose_cuda", transpose_cuda, sizeof transpose_cuda},
    {"transpose_ptx", transpose_ptx, sizeof transpose_ptx},
    {"vector_add_cuda", vector_add_cuda, sizeof vector_add_cuda},
};

size_t kernel_text_count(void) { return sizeof kernel_texts / sizeof kernel_texts[0]; }

kernel_text kernel_text_at(size_t index) { return kernel_texts[index]; }
