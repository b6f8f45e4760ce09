#include "tests/contract/payment_provider_contract.hpp"
#include "tests/peers/stripe_world.hpp"

namespace aan::contract {

INSTANTIATE_TYPED_TEST_SUITE_P(Stripe, PaymentProviderContract, peers::StripeWorld);

}  // namespace aan::contract
