// How a reader handles Google's errors.
#include "common/gzip.hpp"
#include "directory_fixture.hpp"

namespace gup::google::test {
namespace {

using host_sdk::ResultCode;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Reply kOneUser{200, R"({"users":[{"id":"1"}]})", {}, {}};

/// Answers the first `count` requests of a path with `reply`, the others with `then`.
ScriptedGoogle::Handler first_times(int count, Reply reply, Reply then = kOneUser) {
  return [count, reply = std::move(reply), then = std::move(then)](const SeenRequest&) mutable {
    return count-- > 0 ? reply : then;
  };
}

Reply broken(Reply::Kind kind) {
  Reply reply{200, R"({"users":[{"id":"1"})", {}, {}};
  reply.kind = kind;
  return reply;
}

TEST_F(DirectoryTest, RetriesWithGrowingWaits) {
  serve(first_times(3, error_reply(503, "backendError", "Service unavailable. Please try again")));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids, std::vector<std::string>{"1"});
  EXPECT_EQ(reader_->usage().requests, 4);
  EXPECT_EQ(reader_->usage().retries, 3);
  const auto waits = long_waits();
  ASSERT_EQ(waits.size(), 3U);
  for (std::size_t retry = 0; retry < 3; ++retry) {
    EXPECT_GE(waits[retry], seconds{1 << retry});
    EXPECT_LE(waits[retry], seconds{(1 << retry) + 1});
  }
}

TEST_F(DirectoryTest, ReportsRetriesUntilGoogleAnswersAgain) {
  serve(first_times(2, error_reply(503, "backendError", "Service unavailable. Please try again")));
  std::vector<std::pair<int, bool>> news;
  int most = 0;
  reader_->on_retry([&](const RetryNews& one) {
    news.emplace_back(one.retry, one.throttled);
    most = std::max(most, one.retries);
  });
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(news, (std::vector<std::pair<int, bool>>{{1, false}, {2, false}, {0, false}}));
  EXPECT_GE(most, 3);
}

TEST_F(DirectoryTest, ReportsNoRetryWhenGoogleAnswersAtOnce) {
  serve(first_times(0, {}));
  int calls = 0;
  reader_->on_retry([&](const RetryNews&) { ++calls; });
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(calls, 0);
}

/// A list with `spaces` spaces in it, compressed.
Reply compressed_list(std::size_t spaces) {
  Reply reply{200,
              emulator::gzip_compress(R"({"kind":"admin#directory#users","users":[)" +
                                      std::string(spaces, ' ') + R"({"id":"1"}]})"),
              {},
              {}};
  reply.content_encoding = "gzip";
  return reply;
}

TEST_F(DirectoryTest, RefusesAFewBytesThatBecomeManyMegabytes) {
  const Reply bomb = compressed_list(std::size_t{12} * 1024 * 1024);
  ASSERT_LT(bomb.body.size(), 100'000U);
  serve([&bomb](const SeenRequest&) { return bomb; });
  Collector sink;
  const auto result = failure_of([&] { reader_->read(false, sink, monitor_); });
  EXPECT_EQ(result.code, ResultCode::operator_action);
  EXPECT_EQ(sink.user_pages, 0);
}

TEST_F(DirectoryTest, ReadsAListThatShrinksToLittle) {
  const Reply list = compressed_list(std::size_t{1024} * 1024);
  serve(from_the_front_only([&list](const SeenRequest&) { return list; }));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids, std::vector<std::string>{"1"});
}

TEST_F(DirectoryTest, ResumesAtThePageThatFailed) {
  int failures = 2;
  serve(from_the_front_only([&failures](const SeenRequest& request) -> Reply {
    if (!request.parameters.contains("pageToken"))
      return {200, R"({"users":[{"id":"1"}],"nextPageToken":"2"})", {}, {}};
    if (failures-- > 0) return error_reply(500, "internalError", "");
    return {200, R"({"users":[{"id":"2"}]})", {}, {}};
  }));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids, (std::vector<std::string>{"1", "2"}));
  auto requests = google_->requests(kUsers);
  std::erase_if(requests, from_the_back);
  EXPECT_EQ(requests.size(), 4U);
}

TEST_F(DirectoryTest, RestartsAListWhenItsPageTokensExpire) {
  int deaths = 1;
  serve(from_the_front_only([&deaths](const SeenRequest& request) -> Reply {
    if (!request.parameters.contains("pageToken"))
      return {200, R"({"users":[{"id":"1"}],"nextPageToken":"2"})", {}, {}};
    if (deaths-- > 0) return error_reply(400, "invalid", "Invalid Input: pageToken");
    return {200, R"({"users":[{"id":"2"}]})", {}, {}};
  }));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids, (std::vector<std::string>{"1", "1", "2"}));
}

TEST_F(DirectoryTest, DropsTheMembersOfARestartedList) {
  int deaths = 1;
  serve([&deaths](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) return kOneUser;
    if (request.path == kGroups) return {200, "{}", {}, {}};
    if (!request.parameters.contains("pageToken"))
      return {200, R"({"members":[{"id":"1","type":"USER"}],"nextPageToken":"2"})", {}, {}};
    if (deaths-- > 0) return error_reply(400, "invalid", "Invalid Input: pageToken");
    return {200, R"({"members":[{"id":"2","type":"USER"}]})", {}, {}};
  });
  Collector sink;
  sink.wanted = {"g"};
  reader_->read(true, sink, monitor_);
  EXPECT_EQ(sink.answers["g"].members.size(), 2U);
}

TEST_F(DirectoryTest, FailsWhenPageTokensExpireTwice) {
  serve(from_the_front_only([](const SeenRequest& request) -> Reply {
    if (!request.parameters.contains("pageToken"))
      return {200, R"({"users":[{"id":"1"}],"nextPageToken":"2"})", {}, {}};
    return error_reply(400, "invalid", "Invalid Input: pageToken");
  }));
  Collector sink;
  const auto failure = failure_of([&] { reader_->read(false, sink, monitor_); });
  EXPECT_EQ(failure.code, ResultCode::try_again);
  EXPECT_NE(failure.sentence.find("users.list"), std::string::npos) << failure.sentence;
}

TEST_F(DirectoryTest, FailsAfterSixAttemptsAndNamesTheCall) {
  serve(first_times(1000, error_reply(503, "backendError", "Service unavailable")));
  Collector sink;
  const auto failure = failure_of([&] { reader_->read(false, sink, monitor_); });
  EXPECT_EQ(failure.code, ResultCode::try_again);
  EXPECT_NE(failure.sentence.find("users.list"), std::string::npos);
  EXPECT_NE(failure.sentence.find("backendError"), std::string::npos);
  EXPECT_EQ(google_->requests(kUsers).size(), 6U);
  EXPECT_EQ(sink.user_pages, 0);
}

TEST_F(DirectoryTest, RetriesAfterABrokenConnection) {
  serve(first_times(2, broken(Reply::Kind::reset)));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids.size(), 1U);
}

TEST_F(DirectoryTest, NeverAcceptsATruncatedAnswer) {
  serve(first_times(1000, broken(Reply::Kind::cut_short)));
  Collector sink;
  const auto failure = failure_of([&] { reader_->read(false, sink, monitor_); });
  EXPECT_EQ(failure.code, ResultCode::try_again);
  EXPECT_NE(failure.sentence.find("cut short"), std::string::npos) << failure.sentence;
  EXPECT_EQ(sink.user_pages, 0);
}

TEST_F(DirectoryTest, RetriesWhenAnAnswerIsNotJson) {
  serve(first_times(1, {200, "<html><title>Sign in to the Wi-Fi</title></html>", {}, {}}));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids.size(), 1U);
  EXPECT_EQ(reader_->usage().retries, 1);
}

TEST_F(DirectoryTest, FailsWithoutRetryWhenAPageHasNoList) {
  serve(first_times(1000, {200, R"({"kind":"admin#directory#users"})", {}, {}}));
  Collector sink;
  const auto failure = failure_of([&] { reader_->read(false, sink, monitor_); });
  EXPECT_EQ(failure.code, ResultCode::try_again);
  EXPECT_NE(failure.sentence.find("users.list"), std::string::npos);
  EXPECT_EQ(google_->requests(kUsers).size(), 1U);
}

TEST_F(DirectoryTest, DoesNotFollowRedirects) {
  Reply reply{302, "", {}, "http://127.0.0.1:1/elsewhere"};
  serve(first_times(1000, reply));
  Collector sink;
  EXPECT_EQ(failure_of([&] { reader_->read(false, sink, monitor_); }).code, ResultCode::try_again);
  EXPECT_EQ(google_->requests(kUsers).size(), 1U);
}

TEST_F(DirectoryTest, WaitsForRetryAfter) {
  Reply reply = error_reply(503, "backendError", "");
  reply.retry_after = "17";
  serve(first_times(1, reply));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(long_waits(), std::vector<milliseconds>{seconds{17}});
}

TEST_F(DirectoryTest, LimitsAnAbsurdRetryAfter) {
  Reply reply = error_reply(429, "rateLimitExceeded", "");
  reply.retry_after = "31536000";
  serve(first_times(1, reply));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(long_waits(), std::vector<milliseconds>{seconds{60}});
}

TEST_F(DirectoryTest, RetriesARateLimiting403) {
  int throttled = 3;
  serve([&throttled](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) return kOneUser;
    if (request.path == kGroups) return {200, "{}", {}, {}};
    if (throttled-- > 0) return error_reply(403, "quotaExceeded", "Quota exceeded");
    return {200, R"({"members":[{"id":"1","type":"USER"}]})", {}, {}};
  });
  Collector sink;
  sink.wanted = {"g"};
  reader_->read(true, sink, monitor_);
  EXPECT_FALSE(sink.answers["g"].unreadable) << "rate limiting is not a refusal";
  EXPECT_EQ(sink.answers["g"].members.size(), 1U);
}

TEST_F(DirectoryTest, GetsANewTokenOnceAfterA401) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.bearer == "token-1") return error_reply(401, "authError", "Invalid Credentials");
    return kOneUser;
  });
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids.size(), 1U);
  EXPECT_EQ(google_->requests("/token").size(), 2U);
  EXPECT_TRUE(long_waits().empty()) << "a new token needs no back-off";
}

TEST_F(DirectoryTest, RefreshesOnceForConcurrent401s) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) return kOneUser;
    if (request.path == kGroups) return {200, "{}", {}, {}};
    if (request.bearer == "token-1") return error_reply(401, "authError", "Invalid Credentials");
    return {200, R"({"members":[]})", {}, {}};
  });
  Collector sink;
  for (int id = 0; id < 16; ++id) sink.wanted.push_back(std::to_string(id));
  reader_->read(true, sink, monitor_);
  EXPECT_EQ(sink.answers.size(), 16U);
  EXPECT_EQ(google_->requests("/token").size(), 2U);
}

TEST_F(DirectoryTest, LosesAccessWhenAFreshTokenIsRejected) {
  serve(first_times(1000, error_reply(401, "authError", "Invalid Credentials")));
  Collector sink;
  EXPECT_EQ(failure_of([&] { reader_->read(false, sink, monitor_); }).code, ResultCode::access_lost);
  EXPECT_EQ(google_->requests(kUsers).size(), 2U);
}

TEST_F(DirectoryTest, RetriesAForbiddenList) {
  serve(first_times(3, error_reply(403, "forbidden", "Not Authorized to access this resource/api")));
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids, std::vector<std::string>{"1"});
  EXPECT_EQ(long_waits().size(), 3U);
}

TEST_F(DirectoryTest, LosesAccessWhenAListStaysForbidden) {
  serve(first_times(1000, error_reply(403, "forbidden", "Not Authorized to access this resource/api")));
  Collector sink;
  EXPECT_EQ(failure_of([&] { reader_->read(false, sink, monitor_); }).code, ResultCode::access_lost);
  EXPECT_EQ(google_->requests(kUsers).size(), 4U);
  EXPECT_EQ(failure_of([&] { (void)reader_->list_groups(monitor_); }).code, ResultCode::access_lost);
  EXPECT_EQ(failure_of([&] { (void)reader_->list_units(monitor_); }).code, ResultCode::access_lost);
}

TEST_F(DirectoryTest, EndsTheOtherListsWhenOneFails) {
  serve([](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) return error_reply(403, "insufficientPermissions", "Insufficient Permission");
    Reply reply;
    reply.kind = Reply::Kind::silence;
    return reply;
  });
  Collector sink;
  EXPECT_EQ(failure_of([&] { reader_->read(true, sink, monitor_); }).code, ResultCode::access_lost);
}

TEST_F(DirectoryTest, IsUsableAfterAFailure) {
  serve(first_times(1, error_reply(403, "insufficientPermissions", "Insufficient Permission")));
  Collector sink;
  (void)failure_of([&] { reader_->read(false, sink, monitor_); });
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids.size(), 1U);
}

TEST_F(DirectoryTest, NamesTheCallWhenTheServerCannotBeReached) {
  GoogleClientSettings settings;
  {
    const ScriptedGoogle gone([](const SeenRequest&) { return Reply{}; });
    settings = gone.settings();
  }
  open(settings);
  Collector sink;
  const auto failure = failure_of([&] { reader_->read(false, sink, monitor_); });
  EXPECT_EQ(failure.code, ResultCode::try_again);
  EXPECT_EQ(failure.sentence.find("refresh-1"), std::string::npos);
  EXPECT_EQ(failure.sentence.find("client-secret"), std::string::npos);
}

TEST_F(DirectoryTest, StopsWhileAResponseIsOutstanding) {
  serve([this](const SeenRequest&) {
    monitor_.request_cancel();
    Reply reply;
    reply.kind = Reply::Kind::silence;
    return reply;
  });
  Collector sink;
  EXPECT_THROW(reader_->read(true, sink, monitor_), Cancelled);
}

TEST_F(DirectoryTest, StopsWhileWaitingForARetry) {
  serve([this](const SeenRequest&) {
    monitor_.request_cancel();
    return error_reply(503, "backendError", "");
  });
  Collector sink;
  EXPECT_THROW(reader_->read(false, sink, monitor_), Cancelled);
  EXPECT_EQ(google_->requests(kUsers).size(), 1U);
}

TEST_F(DirectoryTest, StopsWhileMembersAreRead) {
  serve([this](const SeenRequest& request) -> Reply {
    if (request.path == kUsers) return kOneUser;
    if (request.path == kGroups) return {200, "{}", {}, {}};
    if (request.path == kGroups + "/7/members") monitor_.request_cancel();
    return {200, R"({"members":[]})", {}, {}};
  });
  Collector sink;
  for (int id = 0; id < 500; ++id) sink.wanted.push_back(std::to_string(id));
  EXPECT_THROW(reader_->read(true, sink, monitor_), Cancelled);
  EXPECT_LT(sink.answers.size(), 500U);
}

TEST_F(DirectoryTest, RetriesWhenNoAnswerArrives) {
  serve(first_times(1, broken(Reply::Kind::silence)));
  HttpLimits impatient;
  impatient.total = milliseconds{200};
  service_ = open_google(google_->settings(), clock_, impatient);
  reader_ = service_->open_directory(RefreshToken{"refresh-1"}, "account-1");
  Collector sink;
  reader_->read(false, sink, monitor_);
  EXPECT_EQ(sink.user_ids, std::vector<std::string>{"1"});
  EXPECT_EQ(reader_->usage().retries, 1);
}

TEST_F(DirectoryTest, LimitsItsRequestRate) {
  google_ = std::make_unique<ScriptedGoogle>([](const SeenRequest& request) -> Reply {
    if (request.path == "/token") return token_reply("t");
    const auto token = request.parameters.find("pageToken");
    const int page = token == request.parameters.end() ? 1 : std::stoi(token->second);
    if (page == 60) return {200, "{}", {}, {}};
    return {200, R"({"groups":[],"nextPageToken":")" + std::to_string(page + 1) + "\"}", {}, {}};
  });
  auto settings = google_->settings();
  settings.requests_per_minute = 30;
  open(settings);
  const auto start = clock_.steady_now();
  (void)reader_->list_groups(monitor_);
  EXPECT_GE(clock_.steady_now() - start, std::chrono::minutes{1}) << "60 requests at 30 a minute";
}

}  // namespace
}  // namespace gup::google::test
