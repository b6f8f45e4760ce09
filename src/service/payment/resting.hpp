#pragma once
#include <optional>

#include "ports/queue_store.hpp"
#include "service/payment/providers.hpp"

// Work that waits while a processor rests: it is tried often enough to be done by the time that the
// processor is called well again, is never given up for it, and is no fault of its own.
namespace aan::service {

/// As long as that, at most, work waits for its next try while a processor rests: shorter than the
/// five good minutes after which one is offered again, so that nothing of it is left over then.
inline constexpr Duration kTriedWithinWhileResting = Duration::minutes(4);

/// Of none: no.
[[nodiscard]] bool rests(const ports::PaymentProvider* provider);
[[nodiscard]] bool any_rests(const Providers& providers);

/// Whether a job is a message of a processor that we have, and a try of it that ended with `error`
/// came to nothing because that processor did not answer or refused our key.
[[nodiscard]] bool could_not_ask(const Providers& providers, const ports::QueuedJob& job,
                                 std::optional<Errc> error);

/// Whether what waits is told of by the processor that rests.
[[nodiscard]] bool waits_for_resting(const Providers& providers, const ports::QueuedJob& job);

}  // namespace aan::service
