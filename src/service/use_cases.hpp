#pragma once
#include <functional>

#include "ports/document_writer.hpp"
#include "ports/sandbox_desk.hpp"
#include "ports/search_index.hpp"
#include "service/begin_payment.hpp"
#include "service/change_address.hpp"
#include "service/checkout.hpp"
#include "service/confirm_payment.hpp"
#include "service/deliver.hpp"
#include "service/issue_documents.hpp"
#include "service/keep_pictures.hpp"
#include "service/library/door.hpp"
#include "service/library/key_door.hpp"
#include "service/library/passkey_door.hpp"
#include "service/providers.hpp"
#include "service/reading.hpp"
#include "service/refund_payment.hpp"
#include "service/return_pace.hpp"
#include "service/room.hpp"
#include "service/run_jobs.hpp"
#include "service/sample_books.hpp"
#include "service/send_to_reader.hpp"
#include "service/shop.hpp"
#include "service/stamps.hpp"

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
