// What the strict reader accepts.
#include "host_sdk/yaml/strict_reader.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using host_sdk::yaml::Mapping;
using host_sdk::yaml::read_file;
using host_sdk::yaml::read_text;
using ::testing::ElementsAre;
using namespace std::chrono_literals;

namespace {

Mapping read(std::string_view text) {
  return read_text(text, "settings.yaml", [](const std::string& name) -> std::optional<std::string> {
    if (name == "NAME") return "Dana";
    if (name == "PORT") return "8080";
    return std::nullopt;
  });
}

/// A folder with files for secrets.
class SecretFiles : public ::testing::Test {
 protected:
  SecretFiles() {
    std::string pattern = ::testing::TempDir() + "yaml-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~SecretFiles() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  std::filesystem::path folder_;
};

}  // namespace

TEST(StrictReader, ReadsEveryTypeOfValue) {
  const Mapping settings = read(
      "text: hello\n"
      "quoted: \"8080\"\n"
      "number: -42\n"
      "period: 24h\n"
      "yes: true\n"
      "no: false\n"
      "word: delete\n"
      "list: [a, 'b c']\n"
      "below:\n"
      "  key: value\n"
      "many:\n"
      "  - {id: first}\n"
      "  - id: second\n");
  EXPECT_EQ(settings.string("text"), "hello");
  EXPECT_EQ(settings.string("quoted"), "8080");
  EXPECT_EQ(settings.integer("number"), -42);
  EXPECT_EQ(settings.duration("period"), 24h);
  EXPECT_TRUE(settings.boolean("yes"));
  EXPECT_FALSE(settings.boolean("no"));
  EXPECT_EQ(settings.choice("word", {"delete", "deactivate"}), "delete");
  EXPECT_THAT(settings.strings("list"), ElementsAre("a", "b c"));
  EXPECT_EQ(settings.mapping("below").string("key"), "value");
  const auto many = settings.mappings("many");
  ASSERT_EQ(many.size(), 2U);
  EXPECT_EQ(many[1].string("id"), "second");
  EXPECT_EQ(many[0].string("id"), "first");
  settings.finish();
}

TEST(StrictReader, ReadsDurationsInSecondsMinutesHoursAndDays) {
  const Mapping settings = read("a: 30s\nb: 15m\nc: 24h\nd: 7d\ne: 0s\n");
  EXPECT_EQ(settings.duration("a"), 30s);
  EXPECT_EQ(settings.duration("b"), 15min);
  EXPECT_EQ(settings.duration("c"), 24h);
  EXPECT_EQ(settings.duration("d"), std::chrono::days{7});
  EXPECT_EQ(settings.duration("e"), 0s);
}

TEST(StrictReader, UsesTheFallbackForAMissingKeyOnly) {
  const Mapping settings = read("there: 3\n");
  EXPECT_EQ(settings.integer("there", {}, 7), 3);
  EXPECT_EQ(settings.integer("absent", {}, 7), 7);
  EXPECT_EQ(settings.string("absent", "text"), "text");
  EXPECT_EQ(settings.duration("absent", {}, 5s), 5s);
  EXPECT_TRUE(settings.boolean("absent", true));
  EXPECT_EQ(settings.choice("absent", {"a", "b"}, "b"), "b");
  EXPECT_TRUE(settings.strings("absent").empty());
  EXPECT_TRUE(settings.mappings("absent").empty());
  EXPECT_FALSE(settings.mapping("absent").has("key"));
  EXPECT_EQ(settings.optional_secret("absent"), std::nullopt);
}

TEST(StrictReader, ReadsAnEmptyDocumentAsAnEmptyMapping) {
  for (const char* text : {"", "\n", "# only a comment\n", "---\n", "{}"}) read(text).finish();
}

TEST(StrictReader, ReadsASectionWithoutKeysAsAnEmptyMapping) {
  const Mapping settings = read("sync:\n  # every: 24h\nlist:\n");
  EXPECT_EQ(settings.mapping("sync").duration("every", {}, 1h), 1h);
  EXPECT_TRUE(settings.strings("list").empty());
  settings.finish();
}

TEST(StrictReader, ExpandsVariables) {
  const Mapping settings =
      read("a: ${NAME} and ${NAME}\nport: ${PORT}\nb: $${NAME} costs $5 $\nc: ['${NAME}']\n");
  EXPECT_EQ(settings.string("a"), "Dana and Dana");
  EXPECT_EQ(settings.integer("port", {1, 65'535}), 8080);
  EXPECT_EQ(settings.string("b"), "${NAME} costs $5 $");
  EXPECT_THAT(settings.strings("c"), ElementsAre("Dana"));
}

TEST(StrictReader, KeepsDollarSignsOfAPasswordHash) {
  const Mapping settings = read("hash: \"$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA\"\n");
  EXPECT_EQ(settings.string("hash"), "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA");
}

TEST(StrictReader, DoesNotParseTheValueOfAVariable) {
  const auto settings = read_text("a: ${X}\n", "f", [](const std::string&) { return "b: [1"; });
  EXPECT_EQ(settings.string("a"), "b: [1");
}

TEST(StrictReader, RemembersKnownKeysAcrossCopiesOfAMapping) {
  const Mapping settings = read("google: {id: 1, secret: 2}\nlist: [{a: 1, b: 2}]\n");
  (void)settings.mapping("google").string("id");
  (void)settings.mapping("google").string("secret");
  (void)settings.mappings("list")[0].string("a");
  (void)settings.mappings("list")[0].string("b");
  EXPECT_NO_THROW(settings.finish());
}

TEST(StrictReader, ListsTheKeysOfAMapping) {
  const Mapping names = read("zebra: 1\nape: 2\n");
  EXPECT_THAT(names.keys(), ElementsAre("zebra", "ape"));
}

TEST(StrictReader, ResolvesRelativePathsFromTheDocumentsFolder) {
  const auto settings = read_text("a: host.db\nb: /var/host.db\n", "/etc/host/host.yaml");
  EXPECT_EQ(settings.path("a"), "/etc/host/host.db");
  EXPECT_EQ(settings.path("b"), "/var/host.db");
}

TEST(StrictReader, AcceptsNestingOf32Levels) {
  std::string text;
  for (int level = 0; level < 31; ++level) text += std::string(static_cast<std::size_t>(level), ' ') + "a:\n";
  EXPECT_NO_THROW((void)read(text + std::string(31, ' ') + "a: 1\n"));
}

TEST_F(SecretFiles, AreReadWithoutTheFinalLineBreak) {
  write("unix", "s3cret\n");
  write("dos", "s3cret\r\n");
  write("bare", "s3cret");
  write("two", "s3cret\n\n");
  const auto settings = read_text("a_file: unix\nb_file: dos\nc_file: bare\nd_file: two\ne: inline\n",
                                  folder_ / "settings.yaml");
  EXPECT_EQ(settings.secret("a"), "s3cret");
  EXPECT_EQ(settings.secret("b"), "s3cret");
  EXPECT_EQ(settings.secret("c"), "s3cret");
  EXPECT_EQ(settings.secret("d"), "s3cret\n");
  EXPECT_EQ(settings.optional_secret("e"), "inline");
  settings.finish();
}

TEST_F(SecretFiles, AreRelativeToTheDocument) {
  write("secret", "s3cret");
  write("settings.yaml", "key_file: secret\nhome: ${HOME}\n");
  ::setenv("HOME", "/home/dana", 1);
  const auto settings = read_file(folder_ / "settings.yaml");
  EXPECT_EQ(settings.secret("key"), "s3cret");
  EXPECT_EQ(settings.string("home"), "/home/dana");
  EXPECT_EQ(settings.file(), (folder_ / "settings.yaml").string());
}
