#include "cli/find_books.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "testing/temp_folder.hpp"

namespace aan::cli {
namespace {

class FindBooks : public ::testing::Test {
 protected:
  void make(const std::string& name) {
    std::filesystem::create_directories((folder_.path() / name).parent_path());
    std::ofstream(folder_.path() / name) << "x";
  }
  std::string names(const std::vector<std::string>& paths) {
    const auto found = find_books(paths);
    if (!found) return std::string(name_of(found.error().code));
    std::string text;
    for (const FoundFile& file : found->files)
      text += (text.empty() ? "" : " ") + file.path.filename().string() +
              (file.problem.empty() ? "" : "!");
    return text;
  }
  std::string root() { return folder_.path().string(); }
  testing::TempFolder folder_;
};

TEST_F(FindBooks, FoldersGiveTheirBooksInAStableOrderAndFilesThemselves) {
  for (const char* name : {"b.epub", "a.EPUB", "notes.txt", "deep/er/c.epub"}) make(name);
  EXPECT_EQ(names({root()}), "a.EPUB b.epub c.epub");
  EXPECT_EQ(names({root() + "/notes.txt"}), "notes.txt") << "named, so the reader judges it";
}

TEST_F(FindBooks, ListsComeBeforeTheBooksOfTheirFolder) {
  for (const char* name : {"a.epub", "onix.xml", "z/prices.csv.XZ", "b.tar.gz", ".hidden.json",
                           "album/1.mp3", "album/2.mp3", "album/publication.json"})
    make(name);
  EXPECT_EQ(names({root()}), "onix.xml prices.csv.XZ a.epub album");
}

TEST_F(FindBooks, BooksAndListsBesideTracksAreFoundForThemselves) {
  for (const char* name :
       {"mix/walden.m4b", "mix/emma.M4B", "mix/a.epub", "mix/list.csv", "mix/teneo.json",
        "tracks/1.mp3", "tracks/2.mp3", "tracks/other.m4b", "tracks/books.xml", "tracks/cover.jpg"})
    make(name);
  EXPECT_EQ(names({root() + "/mix"}), "list.csv teneo.json a.epub emma.M4B walden.m4b");
  EXPECT_EQ(names({root() + "/tracks"}), "books.xml tracks other.m4b");
}

TEST_F(FindBooks, AManifestMakesOneBookOfThePartsBesideIt) {
  for (const char* name : {"emma/1.m4b", "emma/2.m4b", "emma/Manifest.json", "emma/cover.jpg",
                           "emma/list.csv", "one/1.mp3", "one/publication.json"})
    make(name);
  EXPECT_EQ(names({root() + "/emma"}), "list.csv emma");
  EXPECT_EQ(names({root() + "/one"}), "publication.json 1.mp3");
}

TEST_F(FindBooks, WhatOnlyLooksLikeABookIsFoundToBeRefused) {
  make("b.epub");
  make("folder.epub/notes.txt");
  ::mkfifo((folder_.path() / "pipe.epub").c_str(), 0600);
  std::filesystem::create_symlink("nowhere", folder_.path() / "link.epub");
  std::filesystem::create_directory_symlink("/", folder_.path() / "whole-machine");
  make("latin-\xe9.epub");
  EXPECT_EQ(names({root()}), "b.epub folder.epub! latin-\xe9.epub! link.epub pipe.epub");
}

TEST_F(FindBooks, AFolderIsAFolderWhateverItIsCalled) {
  for (const char* name : {"shelf.epub/inside.epub", "album.mp3/1.mp3", "album.mp3/2.mp3",
                           "book.epub/mimetype", "book.epub/META-INF/container.xml",
                           "book.epub/OPS/sound.mp3", "raw/META-INF/container.xml", "raw/mimetype"})
    make(name);
  for (const char* name : {"book.epub", "raw"})
    std::ofstream(folder_.path() / name / "mimetype") << "application/epub+zip\n";
  EXPECT_EQ(names({root()}), "album.mp3 book.epub! raw! inside.epub");
  EXPECT_TRUE(find_books({root() + "/raw"})->files.at(0).problem.contains("unpacked EPUB"));
}

TEST_F(FindBooks, AStrayFileOfAnUnpackedEpubHidesNoFolderOfBooks) {
  for (const char* name : {"stray/META-INF/container.xml", "stray/a.epub", "typed/b.epub",
                           "typed/META-INF/container.xml", "typed/mimetype",
                           "other/META-INF/container.xml", "other/mimetype", "other/deep/c.epub"})
    make(name);
  std::ofstream(folder_.path() / "typed/mimetype") << "application/epub+zip";
  EXPECT_EQ(names({root()}), "c.epub a.epub b.epub");
}

TEST_F(FindBooks, FilesOfAnotherKindAreNamedUnlessTheyAreHiddenOrPartOfAnAudiobook) {
  for (const char* name : {"a.epub", "notes.txt", "deep/cover.jpg", ".DS_Store", "album/1.mp3",
                           "album/2.mp3", "album/cover.jpg", "album/emma.mobi"})
    make(name);
  std::filesystem::create_directory_symlink("/", folder_.path() / "whole-machine");
  const auto found = find_books({root(), root() + "/notes.txt"});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->passed_over.count, 4U);
  const std::vector<std::string> names = {root() + "/album/emma.mobi", root() + "/deep/cover.jpg",
                                          root() + "/notes.txt", root() + "/whole-machine"};
  EXPECT_EQ(found->passed_over.names, names) << "below the folder as it was typed";
}

TEST_F(FindBooks, AFolderMayHoldNoBooksAndAPathThatIsNotThereIsAnError) {
  EXPECT_EQ(names({root() + "/none"}), "not_found");
  EXPECT_EQ(names({root()}), "");
  make("notes.txt");
  const auto found = find_books({root()});
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->files.empty());
  EXPECT_EQ(found->passed_over.names, std::vector<std::string>{root() + "/notes.txt"});
}

}  // namespace
}  // namespace aan::cli
