#pragma once
#include <functional>

#include "ports/document_writer.hpp"
#include "ports/sandbox_desk.hpp"
#include "ports/search_index.hpp"
#include "service/customer/change_address.hpp"
#include "service/delivery/deliver.hpp"
#include "service/delivery/keep_pictures.hpp"
#include "service/delivery/reading.hpp"
#include "service/delivery/sample_books.hpp"
#include "service/delivery/send_to_reader.hpp"
#include "service/delivery/stamps.hpp"
#include "service/library/door.hpp"
#include "service/library/key_door.hpp"
#include "service/library/passkey_door.hpp"
#include "service/payment/begin_payment.hpp"
#include "service/payment/confirm_payment.hpp"
#include "service/payment/providers.hpp"
#include "service/payment/refund_payment.hpp"
#include "service/payment/return_pace.hpp"
#include "service/room.hpp"
#include "service/run_jobs.hpp"
#include "service/sale/checkout.hpp"
#include "service/sale/issue_documents.hpp"
#include "service/shop.hpp"

namespace aan::service {

/// What the shop can do for whoever comes in by a page or by the API: made once by `node/`, which
/// owns all of it and keeps it longer than the routes. No methods, nothing of HTTP. Use cases that
/// are plain functions (`browse`, `search`, `view_order`, ...) take the room.
struct UseCases {
  const Room& room;
  const Shop& shop;
  const Providers& providers;
  const ports::SearchIndex& index;
  Checkout& checkout;
  BeginPayment& begin;
  ConfirmPayment& confirm;
  RefundPayment& refund;
  Deliver& deliver;
  RunJobs& jobs;
  KeepPictures& pictures;
  ReturnPace& returns;
  LibraryDoor& library;
  KeyDoor& library_keys;
  PasskeyDoor& passkeys;
  IssueDocuments& documents;
  ChangeAddress& addresses;
  Stamps& stamps;
  SendToReader& reader;
  ports::DocumentWriter& writer;
  ports::SandboxDesk* sandbox;  ///< null: play money is not offered
  /// Whether the machine lets the shop sell. Errors: unavailable "disk_full". Empty: it does.
  std::function<Result<>()> check_machine = {};
  Reading* reading = nullptr;      ///< null: no book is read on pages
  SampleBooks* samples = nullptr;  ///< null: no sample is given as a file
};

}  // namespace aan::service
