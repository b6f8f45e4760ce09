#pragma once
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "crypto/content_address.hpp"
#include "ports/blob_store.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::contract {

/// What every `ports::BlobStore` promises. `World` makes one and can do to it what a disk does:
///   ports::BlobStore& store();
///   void restart();                                    // the process ends and starts again
///   void damage(const Cid&, std::size_t offset);       // one bit flips
///   void truncate(const Cid&, std::size_t size);       // the end is lost
///   void age(const Cid&, Duration by);                 // so much time passes since it was put
template <class World>
class BlobStoreContract : public ::testing::Test {
 protected:
  static constexpr std::uint64_t kNoLimit = 1ULL << 40;

  static std::string content(std::size_t size, std::uint64_t seed = 1) {
    testing::SeededRng rng(seed);
    return rng.bytes(size);
  }
  static FileDescriptor source(std::string_view bytes) {
    FileDescriptor file(::memfd_create("source", MFD_CLOEXEC));
    EXPECT_EQ(::write(file.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    return file;
  }
  static std::string read_back(const ports::OpenBlob& blob) {
    std::string bytes(static_cast<std::size_t>(blob.info.size) + 1, '\0');
    const ssize_t got = ::pread(blob.file.get(), bytes.data(), bytes.size(), 0);
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
  }
  ports::BlobStore& store() { return world_.store(); }
  Errc refusal(const crypto::Cid& cid) {
    const auto blob = store().open(cid);
    return blob ? Errc::internal : blob.error().code;
  }

  World world_;
};

TYPED_TEST_SUITE_P(BlobStoreContract);

TYPED_TEST_P(BlobStoreContract, GivesBackWhatWasPutUnderTheNamesOfItsContent) {
  for (const std::size_t size : {0UL, 1UL, 4096UL, 1048576UL, 1048577UL, 5000000UL}) {
    const std::string bytes = this->content(size);
    const crypto::ContentAddress expected = crypto::address_of(bytes);
    for (const bool from_file : {true, false}) {
      const auto info = from_file ? this->store().put(this->source(bytes).get(), this->kNoLimit)
                                  : this->store().put_bytes(bytes);
      ASSERT_TRUE(info) << info.error().to_string();
      EXPECT_EQ(info->cid, expected.cid);
      EXPECT_EQ(info->sha256, expected.sha256);
      EXPECT_EQ(info->size, size);
    }
    const auto blob = this->store().open(expected.cid);
    ASSERT_TRUE(blob) << blob.error().to_string();
    EXPECT_EQ(blob->info.cid, expected.cid);
    EXPECT_EQ(blob->info.sha256, expected.sha256);
    EXPECT_EQ(this->read_back(*blob), bytes);
  }
}

TYPED_TEST_P(BlobStoreContract, KeepsBlobsAcrossARestart) {
  const std::string bytes = this->content(3'000'000);
  const auto info = this->store().put_bytes(bytes).value();
  this->world_.restart();
  const auto blob = this->store().open(info.cid);
  ASSERT_TRUE(blob);
  EXPECT_EQ(blob->info.sha256, info.sha256);
  EXPECT_EQ(this->read_back(*blob), bytes);
}

TYPED_TEST_P(BlobStoreContract, ReadsTheSourceFromItsBeginningWhereverItStands) {
  const std::string bytes = this->content(10'000);
  const FileDescriptor file = this->source(bytes);
  ::lseek(file.get(), 5'000, SEEK_SET);
  EXPECT_EQ(this->store().put(file.get(), this->kNoLimit)->cid, crypto::unixfs_cid(bytes));
}

TYPED_TEST_P(BlobStoreContract, ReadsAPipe) {
  const std::string bytes = this->content(2'500'000);
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const FileDescriptor out(ends[0]);
  std::thread writer([&] {
    const FileDescriptor in(ends[1]);
    for (std::string_view rest = bytes; !rest.empty();) {
      const ssize_t put = ::write(in.get(), rest.data(), std::min<std::size_t>(rest.size(), 7777));
      if (put <= 0) break;
      rest.remove_prefix(static_cast<std::size_t>(put));
    }
  });
  const auto info = this->store().put(out.get(), this->kNoLimit);
  writer.join();
  ASSERT_TRUE(info);
  EXPECT_EQ(info->cid, crypto::unixfs_cid(bytes));
}

TYPED_TEST_P(BlobStoreContract, WhatIsUnknownIsNotFound) {
  EXPECT_EQ(this->refusal(crypto::unixfs_cid("nobody put this")), Errc::not_found);
  EXPECT_EQ(this->refusal(crypto::Cid()), Errc::not_found);
}

TYPED_TEST_P(BlobStoreContract, ALimitIsTheLastSizeThatFits) {
  const std::string bytes = this->content(1'500'000);
  const FileDescriptor file = this->source(bytes);
  const auto refused = this->store().put(file.get(), bytes.size() - 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::too_large);
  EXPECT_EQ(this->refusal(crypto::unixfs_cid(bytes)), Errc::not_found);
  EXPECT_TRUE(this->store().put(file.get(), bytes.size()));
}

TYPED_TEST_P(BlobStoreContract, ABrokenSourceIsAnError) {
  EXPECT_FALSE(this->store().put(-1, this->kNoLimit));
}

TYPED_TEST_P(BlobStoreContract, AFlippedBitAnywhereIsNeverServed) {
  testing::SeededRng chance(11);
  for (const std::size_t size : {1UL, 5000UL, 1048576UL, 3200000UL}) {
    for (int round = 0; round < 8; ++round) {
      const std::string bytes = this->content(size, 100 * size + static_cast<std::size_t>(round));
      const auto cid = this->store().put_bytes(bytes)->cid;
      if (round % 2 == 0) {
        this->world_.restart();
      } else {
        ASSERT_TRUE(this->store().open(cid));
      }
      const std::size_t offset = round == 0   ? 0
                                 : round == 1 ? size - 1
                                              : static_cast<std::size_t>(chance.below(size));
      this->world_.damage(cid, offset);
      EXPECT_EQ(this->refusal(cid), Errc::corrupt) << size << " at " << offset;
      EXPECT_EQ(this->refusal(cid), Errc::corrupt);
      this->world_.restart();
      EXPECT_EQ(this->refusal(cid), Errc::corrupt);
    }
  }
}

TYPED_TEST_P(BlobStoreContract, ACutBlobIsNeverServed) {
  for (const std::size_t size : {0UL, 1UL, 1048576UL, 1999999UL}) {
    const auto cid = this->store().put_bytes(this->content(2'000'000, size + 1))->cid;
    this->world_.truncate(cid, size);
    EXPECT_EQ(this->refusal(cid), Errc::corrupt) << size;
  }
}

TYPED_TEST_P(BlobStoreContract, PuttingTheContentAgainHealsABlobThatWentBad) {
  const std::string bytes = this->content(1'200'000);
  const auto cid = this->store().put_bytes(bytes)->cid;
  this->world_.damage(cid, 1'100'000);
  EXPECT_EQ(this->refusal(cid), Errc::corrupt);
  ASSERT_TRUE(this->store().put_bytes(bytes));
  const auto blob = this->store().open(cid);
  ASSERT_TRUE(blob);
  EXPECT_EQ(this->read_back(*blob), bytes);
}

TYPED_TEST_P(BlobStoreContract, DamageThatNobodySawYetIsHealedByAPutToo) {
  const std::string bytes = this->content(30'000);
  const auto cid = this->store().put_bytes(bytes)->cid;
  this->world_.damage(cid, 29'999);
  ASSERT_TRUE(this->store().put(this->source(bytes).get(), this->kNoLimit));
  const auto blob = this->store().open(cid);
  ASSERT_TRUE(blob);
  EXPECT_EQ(this->read_back(*blob), bytes);
}

TYPED_TEST_P(BlobStoreContract, FiftyAtOnceWithTheSameContentAllSucceed) {
  const std::string bytes = this->content(1'300'000);
  const crypto::Cid expected = crypto::unixfs_cid(bytes);
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> people;
    for (int i = 0; i < 50; ++i)
      people.emplace_back([&, i] {
        const auto info = i % 2 == 0 ? this->store().put(this->source(bytes).get(), this->kNoLimit)
                                     : this->store().put_bytes(bytes);
        const auto blob = info ? this->store().open(info->cid) : this->store().open(expected);
        if (info && info->cid == expected && blob && this->read_back(*blob) == bytes) ++right;
      });
  }
  EXPECT_EQ(right, 50);
}

TYPED_TEST_P(BlobStoreContract, AnOpenedBlobStaysReadableWhateverHappensToTheStore) {
  const std::string bytes = this->content(2'000'000);
  const auto cid = this->store().put_bytes(bytes)->cid;
  const auto blob = this->store().open(cid);
  ASSERT_TRUE(blob);
  this->world_.restart();
  EXPECT_EQ(this->read_back(*blob), bytes);
}

TYPED_TEST_P(BlobStoreContract, VerifyingReadsAgainWhateverWasVerifiedBefore) {
  std::vector<crypto::Cid> all;
  for (std::uint64_t i = 0; i < 12; ++i)
    all.push_back(this->store().put_bytes(this->content(i * 150'000, i))->cid);
  for (const crypto::Cid& cid : all) EXPECT_TRUE(this->store().verify(cid));
  this->world_.damage(all[3], 7);
  this->world_.damage(all[9], 1'200'000);
  for (std::size_t i = 0; i < all.size(); ++i)
    EXPECT_EQ(this->store().verify(all[i]).has_value(), i != 3 && i != 9) << i;
  EXPECT_EQ(this->store().verify(all[3]).error().code, Errc::corrupt) << "it is in quarantine";
  EXPECT_EQ(this->refusal(all[9]), Errc::corrupt);
  EXPECT_TRUE(this->store().open(all[4]));
}

TYPED_TEST_P(BlobStoreContract, WhatIsNotThereIsMissingAndNotDamaged) {
  EXPECT_EQ(this->store().verify(crypto::unixfs_cid("never put")).error().code, Errc::not_found);
  EXPECT_EQ(this->store().verify({}).error().code, Errc::not_found);
}

TYPED_TEST_P(BlobStoreContract, TheAddressOfAFileKeepsNothingOfIt) {
  const std::string bytes = this->content(1'500'000);
  const FileDescriptor file = this->source(bytes);
  const auto info = this->store().address(file.get(), bytes.size());
  ASSERT_TRUE(info) << info.error().to_string();
  EXPECT_EQ(info->cid, crypto::unixfs_cid(bytes));
  EXPECT_EQ(info->size, bytes.size());
  EXPECT_EQ(this->refusal(info->cid), Errc::not_found);
  EXPECT_EQ(this->store().address(file.get(), bytes.size() - 1).error().code, Errc::too_large);
  EXPECT_EQ(this->store().put(file.get(), bytes.size())->cid, info->cid);
}

TYPED_TEST_P(BlobStoreContract, AListNamesEverythingOnce) {
  std::multiset<std::string> expected;
  for (const char* text : {"one", "two", "three"})
    expected.insert(this->store().put_bytes(text)->cid.text());
  std::multiset<std::string> named;
  ASSERT_TRUE(this->store().list([&](const crypto::Cid& cid) {
    named.insert(cid.text());
    return true;
  }));
  EXPECT_EQ(named, expected);
  int seen = 0;
  ASSERT_TRUE(this->store().list([&](const crypto::Cid&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2);
}

TYPED_TEST_P(BlobStoreContract, WhatIsRemovedIsGoneAndCanBePutAgain) {
  for (const std::size_t size : {0UL, 4096UL, 2'000'000UL}) {
    const std::string bytes = this->content(size);
    const auto cid = this->store().put_bytes(bytes)->cid;
    const auto opened = this->store().open(cid);
    ASSERT_TRUE(opened);
    EXPECT_TRUE(this->store().remove(cid, Duration{}).value());
    EXPECT_EQ(this->refusal(cid), Errc::not_found);
    EXPECT_EQ(this->read_back(*opened), bytes) << "what is opened stays readable";
    EXPECT_FALSE(this->store().remove(cid, Duration{}).value());
    this->world_.restart();
    EXPECT_EQ(this->refusal(cid), Errc::not_found);
    ASSERT_TRUE(this->store().put_bytes(bytes));
    EXPECT_EQ(this->read_back(*this->store().open(cid)), bytes);
  }
}

TYPED_TEST_P(BlobStoreContract, WhatWasPutAgainIsNotRemovedAsForgotten) {
  const std::string bytes = this->content(1'200'000);
  const auto cid = this->store().put_bytes(bytes)->cid;
  EXPECT_FALSE(this->store().remove(cid, Duration::days(1)).value()) << "it is new";
  for (const bool from_file : {true, false}) {
    this->world_.age(cid, Duration::days(2));
    ASSERT_TRUE(from_file ? this->store().put(this->source(bytes).get(), this->kNoLimit)
                          : this->store().put_bytes(bytes));
    EXPECT_FALSE(this->store().remove(cid, Duration::days(1)).value());
    EXPECT_EQ(this->read_back(*this->store().open(cid)), bytes);
  }
  this->world_.age(cid, Duration::days(2));
  EXPECT_TRUE(this->store().remove(cid, Duration::days(1)).value());
}

TYPED_TEST_P(BlobStoreContract, WhoeverPutsWhileItIsRemovedKeepsABlob) {
  const std::string bytes = this->content(20'000);
  const auto cid = this->store().put_bytes(bytes)->cid;
  const std::jthread remover([&](const std::stop_token& over) {
    while (!over.stop_requested()) static_cast<void>(this->store().remove(cid, Duration::days(1)));
  });
  for (int round = 0; round < 200; ++round) {
    if (this->store().open(cid)) this->world_.age(cid, Duration::days(2));
    ASSERT_TRUE(this->store().put_bytes(bytes));
    ASSERT_TRUE(this->store().open(cid)) << round;
  }
}

REGISTER_TYPED_TEST_SUITE_P(
    BlobStoreContract, GivesBackWhatWasPutUnderTheNamesOfItsContent, KeepsBlobsAcrossARestart,
    ReadsTheSourceFromItsBeginningWhereverItStands, ReadsAPipe, WhatIsUnknownIsNotFound,
    ALimitIsTheLastSizeThatFits, ABrokenSourceIsAnError, AFlippedBitAnywhereIsNeverServed,
    ACutBlobIsNeverServed, PuttingTheContentAgainHealsABlobThatWentBad,
    DamageThatNobodySawYetIsHealedByAPutToo, FiftyAtOnceWithTheSameContentAllSucceed,
    AnOpenedBlobStaysReadableWhateverHappensToTheStore,
    VerifyingReadsAgainWhateverWasVerifiedBefore, WhatIsNotThereIsMissingAndNotDamaged,
    TheAddressOfAFileKeepsNothingOfIt, WhatIsRemovedIsGoneAndCanBePutAgain,
    WhatWasPutAgainIsNotRemovedAsForgotten, WhoeverPutsWhileItIsRemovedKeepsABlob,
    AListNamesEverythingOnce);

}  // namespace aan::contract
