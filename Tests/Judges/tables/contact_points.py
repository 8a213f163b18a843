"""Settings of Grafana's contact points by type."""

from judging.shapes import between, matching
from tables.dashboard import UID

_MESSAGE = {"title": "text", "message": "text"}
_TLS = {"insecureSkipVerify": "bool", "caCertificate": "text", "clientCertificate": "text",
        "clientKey": "text"}
_HTTP = {
    "url!": "text",
    "httpMethod": {"POST", "PUT"},
    "username": "text",
    "password": "text",
    "authorization_scheme": "text",
    "authorization_credentials": "text",
    "maxAlerts": "int",
    **_MESSAGE,
}
# Grafana sets these itself and refuses a webhook that does.
_OTHER_HEADER = (
    "re:(?i)^(?!(authorization|host|content-length|user-agent|cookie|x-forwarded-for)$)"
)

_SLACK = {
    "endpointUrl": "text", "username": "text", "icon_emoji": "text", "icon_url": "text",
    "mentionChannel": {"", "here", "channel"}, "mentionUsers": "text", "mentionGroups": "text",
    "title": "text", "text": "text", "color": "text",
}
_WECOM = {"msgtype": {"markdown", "text"}, "touser": "text", **_MESSAGE}

SETTINGS = {
    "email": {"addresses!": "text", "singleEmail": "bool", "message": "text", "subject": "text"},
    "slack": (
        {"url!": "text", "recipient": "text", **_SLACK},
        {"token!": "text", "recipient!": "text", **_SLACK},
    ),
    "webhook": {
        **_HTTP,
        "tlsConfig": _TLS,
        "hmacConfig": {"secret!": "text", "header": "text", "timestampHeader": "text"},
        "headers": {_OTHER_HEADER: "text"},
        "payload": {"template!": "text", "vars": {"*": "text"}},
    },
    "pagerduty": {
        "integrationKey!": "text", "severity": "text", "class": "text", "component": "text",
        "group": "text", "summary": "text", "source": "text", "client": "text",
        "client_url": "text", "details": {"*": "text"}, "url": "text",
    },
    "opsgenie": {
        "apiKey!": "text", "apiUrl": "text", "message": "text", "description": "text",
        "autoClose": "bool", "overridePriority": "bool", "sendTagsAs": {"tags", "details", "both"},
        "responders": [{"type!": {"team", "teams", "user", "escalation", "schedule"},
                        "id": "text", "name": "text", "username": "text"}],
    },
    "teams": {"url!": "text", "sectiontitle": "text", **_MESSAGE},
    "telegram": {
        "bottoken!": "text",
        # A number, or a variable that holds one, stops Grafana before 13.1.
        "chatid!": matching(r"-?\d+|@\w+", "a chat id written out and quoted"),
        "message_thread_id": "text", "message": "text",
        "parse_mode": {"HTML", "Markdown", "MarkdownV2", "None"},
        "disable_web_page_preview": "bool", "protect_content": "bool",
        "disable_notifications": "bool",
    },
    "discord": {"url!": "text", "avatar_url": "text", "use_discord_username": "bool", **_MESSAGE},
    "googlechat": {"url!": "text", **_MESSAGE},
    "pushover": {
        "apiToken!": "text", "userKey!": "text", "device": "text", "priority": ("int", "text"),
        "okPriority": ("int", "text"), "retry": ("int", "text"), "expire": ("int", "text"),
        "sound": "text", "okSound": "text", "uploadImage": "bool", **_MESSAGE,
    },
    "sensugo": {"url!": "text", "apikey!": "text", "entity": "text", "check": "text",
                "handler": "text", "namespace": "text", "message": "text"},
    "threema": {"gateway_id!": matching(r"\*.{7}", "a gateway id (* and 7 characters)"),
                "recipient_id!": matching(r".{8}", "a recipient id (8 characters)"),
                "api_secret!": "text", "title": "text", "description": "text"},
    "victorops": {"url!": "text", "messageType": {"CRITICAL", "WARNING"}, "title": "text",
                  "description": "text"},
    "wecom": (
        {"url!": "text", **_WECOM},
        {"secret!": "text", "agent_id!": "text", "corp_id!": "text", **_WECOM},
    ),
    "webex": {"bot_token": "text", "room_id": "text", "api_url": "text", "message": "text"},
    "kafka": {"kafkaRestProxy!": "text", "kafkaTopic!": "text", "apiVersion": {"v2", "v3"},
              "kafkaClusterId": "text", "username": "text", "password": "text",
              "description": "text", "details": "text"},
    "sns": {"api_url": "text", "sigv4": {"*": "text"}, "topic_arn": "text", "target_arn": "text",
            "phone_number": "text", "subject": "text", "message": "text",
            "attributes": {"*": "text"}},
    "mqtt": {"brokerUrl!": "text", "topic!": "text", "messageFormat": {"json", "text"},
             "clientId": "text", "message": "text", "username": "text", "password": "text",
             "qos": between(0, 2), "retain": "bool", "tlsConfig": _TLS},
    "prometheus-alertmanager": {"url!": "text", "basicAuthUser": "text",
                                "basicAuthPassword": "text"},
    "oncall": _HTTP,
    "jira": {
        "api_url!": "text", "project!": "text", "issue_type!": "text", "user": "text",
        "password": "text", "api_token": "text", "summary": "text", "description": "text",
        "labels": ["text"], "priority": "text", "resolve_transition": "text",
        "reopen_transition": "text", "reopen_duration": "text", "wont_fix_resolution": "text",
        "dedup_key_field": matching(r"\d+", "digits"), "fields": "map",
    },
    "dingding": {"url!": "text", "msgType": {"link", "actionCard"}, **_MESSAGE},
}

CONTACT_POINT = {
    "orgId": "int",
    "name!": matching(r"\S(.*\S)?", "a name without blanks at its ends"),
    "receivers!": [{
        "uid!": UID,
        "type!": set(SETTINGS),
        "disableResolveMessage": "bool",
        "settings!": "map",
    }],
}
