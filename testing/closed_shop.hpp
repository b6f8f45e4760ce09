#pragma once
#include "service/use_cases.hpp"
#include "testing/bare_room.hpp"
#include "testing/closed_store.hpp"
#include "testing/kept_mail.hpp"
#include "testing/memory_search_index.hpp"
#include "testing/no_passkeys.hpp"
#include "testing/scripted_book_reader.hpp"

namespace aan::testing {

/// All use cases of a shop whose store is down, as pages and API are given them. Whoever includes
/// this links `service`.
struct ClosedShop : BareRoom<ClosedStore> {
  MemorySearchIndex index;
  service::Shop shop{.name = "Night Shelves", .version = "1.2.3", .currency = *find_asset("USD")};
  service::Providers providers{{}};
  service::BeginPayment begin{room, providers};
  service::OrderPace pace{clock};
  service::TaxRules taxes;
  service::CheckTaxNumber numbers{clock, nullptr};
  service::Checkout checkout{room, providers, begin, pace, taxes, numbers};
  service::Deliver deliver{room};
  service::ConfirmPayment confirm{room, providers};
  service::RefundPayment refund{room, providers};
  PlainLetters letters;
  service::SendMail mail{room, shop, letters, nullptr};
  sales::Seller seller;
  service::IssueDocuments documents{room, seller};
  service::RunJobs jobs{room, providers, begin, confirm, refund, mail, documents};
  ScriptedBookReader reader;
  ScriptedDocumentWriter writer;
  service::Ingest ingest{room, reader, writer};
  service::KeepPictures pictures{room, ingest};
  service::ReturnPace returns{clock};
  service::LibraryDoor library{room};
  service::KeyDoor library_keys{room};
  NoPasskeys no_passkeys;
  service::PasskeyDoor passkeys{room, no_passkeys};
  service::ChangeAddress addresses{room, shop};
  ScriptedBookStamper stamper;
  service::Makings makings;
  service::Stamps stamps{room, shop, stamper, letters, makings};
  service::SendToReader send_to_reader{room, shop, stamps};
  service::UseCases use{room,           shop,         providers, index,     checkout,  begin,
                        confirm,        refund,       deliver,   jobs,      pictures,  returns,
                        library,        library_keys, passkeys,  documents, addresses, stamps,
                        send_to_reader, writer,       nullptr};
};

}  // namespace aan::testing
