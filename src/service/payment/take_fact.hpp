#pragma once
#include "ports/payment_provider.hpp"
#include "service/room.hpp"

namespace aan::service {

/// No name that a processor gives to money is longer.
inline constexpr std::size_t kNetworkRefBytesMax = 255;

/// What an event is about, found in the store: an attempt, and for refunds, fees and disputes a
/// payment of it.
struct EventSubject {
  payment::PaymentIntent intent;
  std::optional<payment::Payment> payment;
};

/// Finds it. Errors: not_found (nothing by that name: the event may overtake our own commit, or
/// that of the payment, so try again later), invalid (a name that no payment can have).
Result<EventSubject> find_subject(ports::UnitOfWork& unit, const ports::PaymentEvent& event);

/// Whether the event tells how an inquiry or an appeal stands: answered, asked again or over. That
/// is said as often as somebody asks, whether there ever was one or not, and may change back.
bool tells_how_it_stands(ports::PaymentEventKind kind);
/// Writes it down, also into the time line. False: it is no news, and nothing of it is kept.
Result<bool> take_standing(ports::UnitOfWork& unit, const ports::PaymentEvent& event,
                           const sales::OrderId& order, Timestamp now);

/// Whether the event can be used: amounts, currencies, names, and that it says the same of a known
/// refund or dispute as before. Errors: invalid (never usable), not_found and conflict (perhaps
/// later: a refund that may be our own on its way, refunds of more than was paid).
Result<> check_event(ports::UnitOfWork& unit, const ports::PaymentEvent& event,
                     const EventSubject& subject);

/// Writes a usable event that happened once as a fact, and what it changes into the time line.
/// Idempotent; words about one thing may come in any order.
Result<> take_fact(const Room& room, ports::UnitOfWork& unit, const ports::PaymentEvent& event,
                   const EventSubject& subject, Timestamp now);

}  // namespace aan::service
