#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace aan::tax {

// Amounts in minor units, from zero to what an order may cost; rates in basis points.

/// The tax that a price with tax holds, half a unit up: of 1070 at 700, 70.
[[nodiscard]] std::int64_t held_by(std::int64_t gross, std::int64_t bps);
/// The tax that comes on top of a price without tax, half a unit up: on 1000 at 700, 70.
[[nodiscard]] std::int64_t on_top_of(std::int64_t net, std::int64_t bps);

/// The part of `tax` that belongs to `part` of `whole`, half a unit up: what goes back with a part
/// of a price. All of it for the whole, so that parts one after the other never differ from it.
[[nodiscard]] std::int64_t belonging_to(std::int64_t part, std::int64_t whole, std::int64_t tax);

/// Shares `amount` out in proportion to `weights` by largest remainder (among equals, the first):
/// the shares sum to it exactly, and none is above its weight as long as `amount` is not above
/// their sum. All zero when the weights are.
std::vector<std::int64_t> share_out(std::int64_t amount, std::span<const std::int64_t> weights);

}  // namespace aan::tax
