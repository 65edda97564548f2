{{/* The name, place and labels of a resource: (dict "root" $ "name" … "component" …). One release has its namespace to itself. */}}
{{- define "app.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "app.podLabels" . | nindent 2 }}
  {{- include "app.releaseLabels" . | nindent 2 }}
{{- end }}

{{/* Pods don't bear the release's: a new version of the chart alone would replace them. */}}
{{- define "app.podLabels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/part-of: {{ .root.Chart.Name }}
{{- end }}

{{- define "app.releaseLabels" -}}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* An image by its digest, or its tag: (dict "root" $ "image" …). */}}
{{- define "app.image" -}}
{{- with .image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.root.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end }}

{{/* Where the public finds a service: its page's address, or its own. */}}
{{- define "app.host" -}}
{{- if .root.Values.frontend -}}
{{ .root.Values.frontend.host }}
{{- else -}}
{{ required (printf "services.%s.host: where does the public find it?" .name) .service.host }}
{{- end -}}
{{- end }}

{{/* The settings of a service: services/*.env, its address, then what values say: (dict "root" $ "name" … "service" …). */}}
{{- define "app.settings" -}}
{{- $settings := dict -}}
{{- range .root.Files.Lines (printf "services/%s.env" .name) -}}
{{- if regexMatch "^[A-Z]" . -}}
{{- $pair := splitn "=" 2 . -}}
{{- $_ := set $settings $pair._0 $pair._1 -}}
{{- end -}}
{{- end -}}
{{- $_ := set $settings "ALLOWED_HOSTS" (include "app.host" .) -}}
{{- range $name, $value := .service.settings -}}
{{- $_ := set $settings $name $value -}}
{{- end -}}
{{- toYaml $settings -}}
{{- end }}

{{/* The secrets of a service as variables: (dict "secret" … "keys" …). */}}
{{- define "app.secrets" -}}
{{- range .keys }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ $.secret }}
      key: {{ . }}
{{- end }}
{{- end }}

{{/* A number without rights. */}}
{{- define "app.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "app.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Over nodes and zones as far as there are any: where there is one, it runs all the same. */}}
{{- define "app.spread" -}}
{{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
- topologyKey: {{ . }}
  maxSkew: 1
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      app.kubernetes.io/name: {{ $.name }}
{{- end }}
{{- end }}

{{/* How many there are of a Deployment: (dict "name" … "autoscaling" …). */}}
{{- define "app.scaling" -}}
scaleTargetRef:
  apiVersion: apps/v1
  kind: Deployment
  name: {{ .name }}
minReplicas: {{ .autoscaling.minReplicas }}
maxReplicas: {{ .autoscaling.maxReplicas }}
metrics:
  - type: Resource
    resource:
      name: cpu
      target:
        type: Utilization
        averageUtilization: {{ .autoscaling.cpu }}
{{- end }}
