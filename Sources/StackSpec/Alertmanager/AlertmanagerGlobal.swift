import Dialects
import SpecLanguage

/// Settings that receivers fall back on, under upstream's keys.
struct AlertmanagerGlobal: Sendable {
  var resolveTimeout: Duration?
  var http: ReceiverHTTP?
  var slackWebhook: SecretReference?
  var slackAppToken: SecretReference?
  var pagerdutyURL: URLText?
  var opsgenieAPIURL: URLText?
  var opsgenieAPIKey: SecretReference?
  var victoropsAPIURL: URLText?
  var victoropsAPIKey: SecretReference?
  var telegramAPIURL: URLText?
  var telegramBotToken: SecretReference?
  var webexAPIURL: URLText?
  var wechatAPIURL: URLText?
  var wechatAPISecret: SecretReference?
  var wechatCorpID: String?
  var jiraAPIURL: URLText?
  var rocketchatAPIURL: URLText?
  var rocketchatToken: SecretReference?
  var rocketchatTokenID: SecretReference?
  var mattermostWebhook: SecretReference?

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("resolve_timeout", &resolveTimeout, "When alerts end whose sender says nothing of it.")
    key("http_config", &http, "How receivers are reached that say nothing of it.")
    visitChats(&key)
    key("pagerduty_url", &pagerdutyURL, "Address of PagerDuty.")
    key("opsgenie_api_url", &opsgenieAPIURL, "Address of Opsgenie.")
    key(
      "opsgenie_api_key", &opsgenieAPIKey, .writtenAs("opsgenie_api_key_file"), "Key of Opsgenie.")
    key("victorops_api_url", &victoropsAPIURL, "Address of VictorOps.")
    key(
      "victorops_api_key", &victoropsAPIKey, .writtenAs("victorops_api_key_file"),
      "Key of VictorOps.")
    key("jira_api_url", &jiraAPIURL, .since(.alertmanager, 0, 28), "Address of Jira.")
  }

  private mutating func visitChats(_ key: inout some KeyVisitor) {
    key(
      "slack_api_url", &slackWebhook, .writtenAs("slack_api_url_file"), "Webhook of Slack.")
    key(
      "slack_app_token", &slackAppToken,
      .writtenAs("slack_app_token_file").since(.alertmanager, 0, 30), "Token of a Slack app.")
    key("telegram_api_url", &telegramAPIURL, "Address of Telegram.")
    key(
      "telegram_bot_token", &telegramBotToken,
      .writtenAs("telegram_bot_token_file").since(.alertmanager, 0, 31), "Token of the bot.")
    key("webex_api_url", &webexAPIURL, "Address of Webex.")
    key("wechat_api_url", &wechatAPIURL, "Address of WeChat.")
    key(
      "wechat_api_secret", &wechatAPISecret,
      .writtenAs("wechat_api_secret_file").since(.alertmanager, 0, 31), "Secret of WeChat.")
    key("wechat_api_corp_id", &wechatCorpID, "Company at WeChat.")
    key(
      "rocketchat_api_url", &rocketchatAPIURL, .since(.alertmanager, 0, 28),
      "Address of Rocket.Chat.")
    key(
      "rocketchat_token", &rocketchatToken,
      .writtenAs("rocketchat_token_file").since(.alertmanager, 0, 28), "Token of Rocket.Chat.")
    key(
      "rocketchat_token_id", &rocketchatTokenID,
      .writtenAs("rocketchat_token_id_file").since(.alertmanager, 0, 28), "Id of that token.")
    key(
      "mattermost_webhook_url", &mattermostWebhook,
      .writtenAs("mattermost_webhook_url_file").since(.alertmanager, 0, 32),
      "Webhook of Mattermost.")
  }
}
